import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Engine } from '../../engines/engine.ts'
import { fail, ok } from '../../lib/result.ts'
import type { RunInside } from '../../workspace/inside-run.ts'
import type { WorkersContext } from '../context.ts'
import { workerUser } from '../create/user.ts'
import { findWorker } from '../find.ts'
import { label } from '../labels.ts'
import { inside } from '../reach/inside.ts'
import { insideRun } from '../reach/inside-run.ts'
import type { WorkerResult } from '../verbs.ts'
import type { Named } from '../whom.ts'
import type { Worker } from '../worker.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { boundFolder } from './bound-folder.ts'
import type { OwnWorkspace } from './own-workspace.ts'
import { mountsOf, ownWorkspaceOf } from './place-workspace.ts'

export interface LookedInto {
  readonly worker: Worker
  readonly own: OwnWorkspace | undefined
  /** Where it is looked from: the worker's, or the one in its place. */
  readonly containerId: string
  readonly run: RunInside<WorkerFailure>
}

/**
 * Looks into a worker's workspace from where the worker itself does: in its container, or, where it has ended, in one of the same image
 * and mounts that has no network, and is gone afterwards.
 */
export async function lookInside<T>(
  context: WorkersContext,
  whom: Named & { readonly signal?: AbortSignal | undefined },
  look: (inside: LookedInto) => WorkerResult<T>,
): WorkerResult<T> {
  const [engine, found] = await Promise.all([context.engine(), findWorker(context, whom)])
  if (!engine.ok) return engine
  const { signal = context.signal } = whom
  return found.ok
    ? lookIntoWorker(context, { engine: engine.value, worker: found.value, signal }, look)
    : found
}

interface Look {
  readonly engine: Engine
  readonly worker: Worker
  readonly signal: AbortSignal
}

export async function lookIntoWorker<T>(
  context: WorkersContext,
  { engine, worker, signal }: Look,
  look: (inside: LookedInto) => WorkerResult<T>,
): WorkerResult<T> {
  const { name, phase, containerId } = worker
  if (phase.kind === 'frozen') return fail({ reason: 'worker-frozen', name })
  const own = await ownWorkspaceOf(engine, worker)
  if (!own.ok) return own
  if (phase.kind === 'ready' || phase.kind === 'unreachable')
    return look({ worker, own: own.value, containerId, run: insideRun(engine, containerId, signal) })
  if (own.value?.kind === 'clone' && !own.value.stores.every((store) => existsSync(store)))
    return fail({ reason: 'repository-gone', name, path: own.value.repository })
  const stand = await openStandIn(context, { engine, worker, own: own.value })
  if (!stand.ok) return stand
  try {
    const containerId = stand.value
    return await look({ worker, own: own.value, containerId, run: insideRun(engine, containerId, signal) })
  } finally {
    await engine.remove(stand.value, { force: true })
  }
}

const role = 'stand-in'

/** No look takes longer. */
const longestLookSeconds = 3600

/** A container in the place of one that has ended: `docker exec` needs one that runs. */
async function openStandIn(
  context: WorkersContext,
  { engine, worker, own }: Omit<Look, 'signal'> & { readonly own: OwnWorkspace | undefined },
): WorkerResult<string> {
  const { name, workspace, imageId, limits } = worker
  const labels = { [label.role]: role, [label.owner]: context.owner }
  await removeLeftOnes(engine, labels)
  const info = await engine.info()
  if (!info.ok) return info
  // For images without a git of their own.
  const tools = await context.ensureTools(() => {}, context.signal)
  if (!tools.ok) return tools
  const { uid, gid } = workerUser(context.person, info.value, false)
  const bound = workspace.kind === 'bind' ? boundFolder(workspace.path).mounts : []
  const created = await engine.create({
    name: `hal.look.${name}.${randomBytes(4).toString('hex')}`,
    image: imageId,
    labels: { ...labels, [label.name]: name },
    entrypoint: ['/bin/sh', '-c', `sleep ${longestLookSeconds}`],
    command: [],
    env: { HOME: '/tmp' },
    user: own?.user ?? `${uid}:${gid}`,
    workdir: inside.workspace,
    hostname: name,
    network: 'none',
    mounts: [
      { kind: 'volume', volume: tools.value.volume, target: inside.tools, isReadOnly: true },
      ...(own === undefined ? bound : mountsOf(own)),
    ],
    limits,
  })
  if (!created.ok) return created
  const started = await engine.start(created.value)
  if (started.ok) return ok(created.value)
  await engine.remove(created.value, { force: true })
  return started
}

/** Of a hal that was killed while it looked. */
async function removeLeftOnes(engine: Engine, labels: Readonly<Record<string, string>>): Promise<void> {
  const left = await engine.list(labels)
  if (!left.ok) return
  for (const { id, status } of left.value) if (status.kind === 'exited') await engine.remove(id)
}
