import { availableParallelism, hostname, machine, totalmem } from 'node:os'
import { ok } from '../../lib/result.ts'
import type { Engine, EngineInfo } from '../engine.ts'
import { watchEvents } from './events.ts'
import { execMethod } from './exec.ts'
import { fileMethods } from './files.ts'
import { imageMethods } from './images.ts'
import { lifecycleMethods } from './lifecycle.ts'
import { type Env, ProcessState } from './process-state.ts'
import { sharedMethods } from './shared.ts'
import { sampleStats } from './stats.ts'
import { writingTo } from './unwritable.ts'

export interface ProcessEngineOptions {
  /** Where it keeps what it knows: each hal that names the same folder sees the same containers. Made where it is missing. */
  readonly dir: string
  /** Where hal's tools are on this machine. */
  readonly toolsDir: string
  /** This machine's. */
  readonly env: Env
}

/**
 * Containers that are groups of processes of this machine, as this user: for a hal that runs in a container itself, which is all the
 * isolation that they have. They share its files, its network and its limits, and nothing keeps them apart.
 */
export function openProcessEngine({ dir, toolsDir, env }: ProcessEngineOptions): Engine {
  const state = new ProcessState({ top: dir, toolsDir, env })
  const info = infoOf(dir)
  const held = new AbortController()
  const heldBy = (signal: AbortSignal) => AbortSignal.any([signal, held.signal])
  return {
    kind: 'process',
    info: async () => ok(info),
    cameUpEmptyAt: async () => ok(undefined),
    ...writingTo(dir, lifecycleMethods(state)),
    exec: execMethod(state),
    events: (labels, signal) => watchEvents(state, labels, heldBy(signal)),
    stats: (id, signal) => sampleStats(state, id, heldBy(signal)),
    ...writingTo(dir, fileMethods(state)),
    ...imageMethods,
    ...writingTo(dir, sharedMethods(state)),
    [Symbol.asyncDispose]: async () => held.abort(),
  }
}

const infoOf = (dir: string): EngineInfo => ({
  name: 'process 1',
  version: '1.0.0',
  apiVersion: '1.0',
  address: `process:${dir}`,
  hostName: hostname(),
  cpus: availableParallelism(),
  memoryBytes: totalmem(),
  architecture: machine(),
  // Whatever user a container asks for, it gets this one.
  isRootless: true,
  isLocal: true,
  capabilities: new Set(['volume-subpath', 'live-restore', 'pause']),
  warnings: [
    'workers are processes of this machine: they share its files, its network and its user, and nothing keeps them apart',
    'a worker has no limits of its own: this machine’s hold for all of them together',
  ],
})
