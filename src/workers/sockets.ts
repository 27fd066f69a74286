import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  rmSync,
} from 'node:fs'
import { watch } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Engine, Mount } from '../engines/engine.ts'
import { ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { inside } from './inside.ts'
import { isWorkerName } from './name.ts'
import { connectRelay } from './relay.ts'
import type { WorkerResult } from './verbs.ts'

/** One volume for all sockets of an engine, one owner-only folder a worker, and each worker sees its own only. */
const volumeName = 'hal-sockets'
const volumeLabels = { 'dev.hal.role': 'sockets' }

/**
 * Where a worker's folder is on the volume: below one of its owner's, so that whoever looks by name finds their own only. (A digest,
 * because an owner's name may be anything, and a socket's path must stay short.)
 */
const folderName = (context: WorkersContext, worker: string): string =>
  join(createHash('sha256').update(context.owner).digest('hex').slice(0, 8), worker)

/** The worker's folder on this machine; `undefined` when the volume isn't on this kernel or isn't ours to enter. */
export function folderOnHost(context: WorkersContext, worker: string): string | undefined {
  const directory = context.sockets.read()
  if (directory === undefined || !isWorkerName(worker)) return undefined
  const path = join(directory, folderName(context, worker))
  return existsSync(path) ? path : undefined
}

/** True when the worker's tmux can be seen to have lost its socket: nobody new reaches it. */
export function isSocketGone(context: WorkersContext, worker: string): boolean {
  const folder = folderOnHost(context, worker)
  return folder !== undefined && !existsSync(join(folder, 'tmux.sock'))
}

/** A connection to the worker's relay, under the same conditions. */
export function relayOnHost(context: WorkersContext, worker: string): Socket | undefined {
  const folder = folderOnHost(context, worker)
  return folder === undefined ? undefined : connectRelay(join(folder, 'relay.sock'))
}

/** Resolves when the socket is there, when `signal` aborts, or at once where the folder can't be seen from here. */
export async function socketAppears(
  context: WorkersContext,
  worker: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = folderOnHost(context, worker)
  if (folder === undefined || existsSync(join(folder, 'tmux.sock'))) return
  try {
    for await (const change of watch(folder, { signal })) if (change.filename === 'tmux.sock') return
  } catch {
    // Aborted, or the folder went away: the caller looks for itself.
  }
}

interface FolderOwner {
  readonly uid: number
  readonly gid: number
}

/**
 * Makes the worker's folder on the socket volume and answers how to mount it. Where hal can't enter the volume, the folder is put
 * there through a container that mounts it whole and never runs (`image` is only what that container needs to exist).
 */
export async function prepareFolder(
  context: WorkersContext,
  engine: Engine,
  request: { readonly worker: string; readonly owner: FolderOwner; readonly image: string },
): WorkerResult<Mount> {
  const { worker, owner, image } = request
  const folder = folderName(context, worker)
  const [volume, info] = await Promise.all([engine.ensureVolume(volumeName, volumeLabels), engine.info()])
  if (!volume.ok) return volume
  if (!info.ok) return info
  const directory =
    info.value.isLocal && isEnterable(volume.value.mountpoint) ? volume.value.mountpoint : undefined
  context.sockets.write(directory)
  if (directory === undefined) {
    const made = await makeFolderThroughEngine(engine, { folder, owner, image })
    if (!made.ok) return made
  } else {
    makeFolder(join(directory, folder), owner)
  }
  const target = inside.run
  return ok(
    info.value.capabilities.has('volume-subpath')
      ? { kind: 'volume', volume: volumeName, subpath: folder, target, isReadOnly: false }
      : { kind: 'bind', source: join(volume.value.mountpoint, folder), target, isReadOnly: false },
  )
}

function isEnterable(directory: string): boolean {
  try {
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function makeFolder(path: string, owner: FolderOwner): void {
  // A worker could have left anything under its name; only a folder may stand here.
  if (existsSync(path) && !lstatSync(path).isDirectory()) rmSync(path, { force: true })
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  chownSync(path, owner.uid, owner.gid)
}

async function makeFolderThroughEngine(
  engine: Engine,
  request: { readonly folder: string; readonly owner: FolderOwner; readonly image: string },
): WorkerResult<void> {
  const carrier = await ensureCarrier(engine, request.image)
  if (!carrier.ok) return carrier
  const put = () =>
    engine.putFiles(carrier.value, [
      { kind: 'directory', path: `/sockets/${request.folder}`, mode: 0o700, ...request.owner },
    ])
  return put()
}

/** The container that only exists to be written through. */
async function ensureCarrier(engine: Engine, image: string): WorkerResult<string> {
  const name = 'hal-sockets'
  const created = await engine.create({
    name,
    image,
    labels: volumeLabels,
    entrypoint: ['/bin/true'],
    command: [],
    env: {},
    user: '0:0',
    workdir: '/',
    hostname: name,
    network: 'none',
    mounts: [{ kind: 'volume', volume: volumeName, target: '/sockets', isReadOnly: false }],
    limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, pids: 16 },
  })
  if (created.ok || created.failure.reason !== 'name-taken') return created
  const existing = await engine.list(volumeLabels)
  if (!existing.ok) return existing
  const carrier = existing.value.find((container) => container.name === name)
  return carrier === undefined ? created : ok(carrier.id)
}

/** Removes what an ended worker left on the volume, where hal can reach it; otherwise the next worker of that name clears it. */
export function removeFolder(context: WorkersContext, worker: string): void {
  const path = folderOnHost(context, worker)
  if (path !== undefined) rmSync(path, { recursive: true, force: true })
}
