import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as after } from 'node:timers/promises'
import { fail, ok } from '../../lib/result.ts'
import type { ContainerStatus, EngineResult } from '../engine.ts'
import { descendantsOf, identityOf, isRunning, signalTo, startedWith } from './proc.ts'
import { type ProcessState, rootVariable } from './process-state.ts'
import { type ProcessRecord, readText } from './records.ts'

/**
 * A container's first process and all that it starts are kept by `hal-run`: they outlive hal, its exit status is on disk, and when it has
 * ended nothing is left of what it started.
 */
export async function startKept(state: ProcessState, record: ProcessRecord): EngineResult<ProcessRecord> {
  const { id, spec } = record
  const folder = state.records.runFolder(id)
  endLeft(state, record)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  writeFileSync(join(folder, 'prompt'), '')
  state.emptyMemory(record)
  const { argv, cwd, env } = state.commandOf(record, [...(spec.entrypoint ?? []), ...spec.command])
  const child = spawn(state.keeper, [folder, ...argv], {
    ...{ cwd, env, detached: true },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const { promise, resolve } = Promise.withResolvers<string | number | null>()
  child.on('error', ({ message }) => resolve(message))
  child.on('close', resolve)
  const [said, ended] = await Promise.all([text(child.stderr), promise])
  const pid = Number(readText(join(folder, 'keeper')))
  if (ended !== 0 || !(pid > 0))
    return fail({
      reason: 'engine-refused',
      what: `start ${spec.name}`,
      status: 0,
      detail: said.trim() || String(ended),
    })
  const startedAt = new Date().toISOString()
  const { isPaused: _, ...rest } = record
  // One that has ended by now has no identity any more.
  const keeper = identityOf(pid) ?? { pid, startTicks: 0, namespace: '' }
  return ok({ ...rest, life: { keeper, startedAt } })
}

/** Whether its keeper lives: it outlives all that it keeps. */
export const isAlive = ({ life }: ProcessRecord): boolean => life !== undefined && isRunning(life.keeper)

export function statusOf(state: ProcessState, record: ProcessRecord): ContainerStatus {
  const { life, isPaused = false } = record
  if (life === undefined) return { kind: 'created' }
  if (isAlive(record)) return { kind: isPaused ? 'paused' : 'running', startedAt: new Date(life.startedAt) }
  const { exitCode, at } = endOf(state, record.id)
  return { kind: 'exited', exitCode, isOom: false, finishedAt: at, error: '' }
}

const killed = 137

/** Without a status it was killed, or its machine was stopped, and nobody knows when. */
export function endOf(
  { records }: ProcessState,
  id: string,
): { readonly exitCode: number; readonly at: Date | undefined } {
  const path = join(records.runFolder(id), 'status')
  const status = readText(path)
  return status === undefined
    ? { exitCode: killed, at: undefined }
    : { exitCode: Number(status), at: statSync(path).mtime }
}

/**
 * Ends all of a container: SIGTERM to its first process and what shares its group, SIGKILL to whatever is left after `graceMs`. Resolves
 * when nothing is.
 */
export async function endKept(state: ProcessState, record: ProcessRecord, graceMs: number): Promise<void> {
  const { life } = record
  if (life !== undefined && isRunning(life.keeper)) {
    const { pid } = life.keeper
    if (record.isPaused === true) thaw(pid)
    signalTo(pid, graceMs > 0 ? 'SIGUSR1' : 'SIGALRM')
    const deadline = performance.now() + graceMs
    let isPatient = graceMs > 0
    // Of another's child nobody tells.
    while (isRunning(life.keeper)) {
      await after(lookAgainMs)
      if (!isPatient || performance.now() < deadline) continue
      isPatient = false
      signalTo(pid, 'SIGALRM')
    }
  }
  endLeft(state, record)
}

/**
 * Ends what no keeper ends: what was started beside a container, by a hal that may not be this one, and what is left of one whose keeper was
 * killed. What has cleared its environment isn't found.
 */
export function endLeft(state: ProcessState, record: ProcessRecord): void {
  const ended = new Set<number>()
  for (;;) {
    const left = startedWith(rootVariable, state.records.root(record.id)).filter((pid) => !ended.has(pid))
    if (left.length === 0) break
    for (const pid of left) {
      signalTo(pid, 'SIGKILL')
      ended.add(pid)
    }
  }
  state.forgetMemory(record)
}

const lookAgainMs = 5

/** Parents first, until none is left that could make another: who is stopped sees no child of theirs stop. */
export function freeze(keeper: number): void {
  const stopped = new Set<number>()
  for (;;) {
    const left = descendantsOf(keeper).filter(({ pid }) => !stopped.has(pid))
    if (left.length === 0) return
    for (const { pid } of left) {
      signalTo(pid, 'SIGSTOP')
      stopped.add(pid)
    }
  }
}

/** Children first: who goes on finds none of theirs stopped. */
export function thaw(keeper: number): void {
  for (const { pid } of descendantsOf(keeper).toReversed()) signalTo(pid, 'SIGCONT')
}
