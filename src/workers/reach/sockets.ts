import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readdirSync, watch } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Engine, Mount } from '../../engines/engine.ts'
import { ok } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { socketVolume } from '../labels.ts'
import { isWorkerName } from '../name.ts'
import type { WorkerResult } from '../verbs.ts'
import { makeFolderThroughEngine } from './carrier.ts'
import { type HostOwner, makeFolder } from './host-files.ts'
import { inside } from './inside.ts'
import { connectRelay } from './relay.ts'

/** Where a worker's folder is on the volume: below one of its owner's, so that whoever looks by name finds their own only. */
const folderName = (context: WorkersContext, worker: string): string =>
  join(ownersFolder(context.owner), worker)

/** An owner's name may be anything, and a socket's path must stay short: most are taken as they are, a digest stands for the others. */
const ownersFolder = (owner: string): string =>
  /^[A-Za-z0-9_-]{1,32}$/.test(owner)
    ? owner
    : `~${createHash('sha256').update(owner).digest('hex').slice(0, 8)}`

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

/** Resolves when the worker's sockets are there, when `signal` aborts, or at once where the folder can't be seen from here. */
export async function socketsAppear(
  context: WorkersContext,
  worker: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = folderOnHost(context, worker)
  if (folder === undefined) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = () => {
    if (['tmux.sock', 'relay.sock'].every((name) => existsSync(join(folder, name)))) resolve()
  }
  const watcher = watch(folder, look)
  // The folder went away: the caller looks for itself.
  watcher.on('error', () => resolve())
  const onAbort = () => resolve()
  signal.addEventListener('abort', onAbort)
  look()
  await promise
  signal.removeEventListener('abort', onAbort)
  watcher.close()
}

/** A worker's places on the volume, as paths of this machine. */
export interface WorkerFolders {
  /** At /run/hal inside. */
  readonly run: string
  readonly home: string
  /** Of all workers; they can only read what is mounted from it. */
  readonly shared: string
  /** The worker's user as this machine knows them. */
  readonly owner: HostOwner
}

export interface PreparedFolder {
  readonly mount: Mount
  /** `undefined` where hal can't enter the volume. */
  readonly onHost: WorkerFolders | undefined
}

/**
 * Makes the worker's folder on the socket volume and answers how to mount it. Where hal can't enter the volume, the folder is put
 * there through a container that mounts it whole and never runs (`image` is only what that container needs to exist).
 */
export async function prepareFolder(
  context: WorkersContext,
  engine: Engine,
  request: { readonly worker: string; readonly owner: HostOwner; readonly image: string },
): WorkerResult<PreparedFolder> {
  const { worker, owner, image } = request
  const folder = folderName(context, worker)
  const [volume, info] = await Promise.all([
    engine.ensureVolume(socketVolume.name, socketVolume.labels),
    engine.info(),
  ])
  if (!volume.ok) return volume
  if (!info.ok) return info
  const isHere = context.sockets.isOn && info.value.isLocal && isEnterable(volume.value.mountpoint)
  const directory = isHere ? volume.value.mountpoint : undefined
  context.sockets.write(directory)
  const target = inside.run
  const mount: Mount = info.value.capabilities.has('volume-subpath')
    ? { kind: 'volume', volume: socketVolume.name, subpath: folder, target, isReadOnly: false }
    : { kind: 'bind', source: join(volume.value.mountpoint, folder), target, isReadOnly: false }
  if (directory === undefined) {
    const made = await makeFolderThroughEngine(engine, { folder, owner, image })
    return made.ok ? ok({ mount, onHost: undefined }) : made
  }
  // On a rootless engine, 0 inside is the person outside.
  const ownerHere = info.value.isRootless ? context.person : owner
  const onHost = { ...foldersIn(directory, context, worker), owner: ownerHere }
  makeFolder(onHost.run, ownerHere)
  return ok({ mount, onHost })
}

/** (A worker's name has no dot, so nothing else has its home's.) */
const foldersIn = (directory: string, context: WorkersContext, worker: string) => {
  const run = join(directory, folderName(context, worker))
  return { run, home: `${run}.home`, shared: join(directory, '~shared') }
}

function isEnterable(directory: string): boolean {
  try {
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Removes what an ended worker left on the volume, where hal can reach it; otherwise the next worker of that name clears it. */
export async function removeFolder(context: WorkersContext, worker: string): Promise<void> {
  const directory = context.sockets.read()
  if (directory === undefined || !isWorkerName(worker)) return
  const { run, home } = foldersIn(directory, context, worker)
  for (const folder of [run, home]) await rm(folder, { recursive: true, force: true })
}

/** The names under which this owner has folders there, as far as hal can look. */
export function namesWithFolders(context: WorkersContext): readonly string[] {
  const directory = context.sockets.read()
  const folder = directory === undefined ? undefined : join(directory, ownersFolder(context.owner))
  if (folder === undefined || !existsSync(folder)) return []
  return [...new Set(readdirSync(folder).map((name) => name.replace(/\.home$/, '')))].filter(isWorkerName)
}
