import { accessSync, constants, mkdirSync, rmSync, statfsSync, symlinkSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import type { Mount } from '../engine.ts'
import type { ProcessRecord } from './records.ts'

/**
 * Where the paths of a container are on this machine, whose files it shares. What is its own stands in a tree of its own: what was put
 * there, and its mounts as links. Its processes know that tree as $HAL_ROOT.
 */
export interface Places {
  readonly root: string
  /** A path of the container's as one of this machine's. */
  readonly at: (path: string) => string
  /** A word of a command, or of a variable, which may be such a path as a whole. */
  readonly word: (text: string) => string
}

export function placesOf({ spec: { mounts }, put }: ProcessRecord, root: string): Places {
  const binds = mounts.filter((mount) => mount.kind === 'bind')
  const own = [...mounts.map(({ target }) => target), ...put]
  const at = (given: string): string => {
    const path = normalize(given)
    const bind = binds
      .filter(({ target }) => isBelow(path, target))
      .toSorted((a, b) => b.target.length - a.target.length)[0]
    if (bind !== undefined) return join(bind.source, path.slice(bind.target.length))
    return own.some((place) => isBelow(path, place)) ? join(root, path) : path
  }
  return { root, at, word: (text) => (text.startsWith('/') ? at(text) : text) }
}

const isBelow = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)

interface Sources {
  /** Where a volume is. */
  readonly volume: (name: string) => string
  /** Where what must be in memory alone is. */
  readonly memory: string
}

/** Makes the links to what a new container has mounted. */
export function layMounts(mounts: readonly Mount[], root: string, { volume, memory }: Sources): void {
  for (const mount of outermost(mounts)) {
    if (mount.kind === 'bind' && mount.source === mount.target) continue
    const link = join(root, mount.target)
    mkdirSync(dirname(link), { recursive: true, mode: 0o755 })
    if (mount.kind === 'bind') symlinkSync(mount.source, link)
    else if (mount.kind === 'tmpfs') symlinkSync(join(memory, memoryName(mount.target)), link)
    else {
      const folder = join(volume(mount.volume), mount.subpath ?? '')
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      symlinkSync(folder, link)
    }
  }
}

/** Nothing is in memory any more, and there is room for what comes. */
export function emptyMemory(mounts: readonly Mount[], memory: string): void {
  rmSync(memory, { recursive: true, force: true })
  const inMemory = outermost(mounts).filter(({ kind }) => kind === 'tmpfs')
  if (inMemory.length === 0) return
  // Other users may write beside it: one that is there again is not hal's, and is an error.
  mkdirSync(memory, { mode: 0o700 })
  for (const { target } of inMemory) mkdirSync(join(memory, memoryName(target)), { mode: 0o700 })
}

/** A mount in another would need a file system of its own: it is left out, and what the outer one shows is there. */
const outermost = (mounts: readonly Mount[]): readonly Mount[] =>
  mounts.filter(
    ({ target }) => !mounts.some((other) => other.target !== target && isBelow(target, other.target)),
  )

const memoryName = (target: string): string => target.replaceAll('/', '-')

const memoryDisk = '/dev/shm'
const tmpfsMagic = 0x01_02_19_94

/** In memory; where this machine has no such disk that hal may write, beside the container, and gone with its stop as well. */
export function memoryFolder(id: string, fallback: string): string {
  try {
    if (statfsSync(memoryDisk).type !== tmpfsMagic) return fallback
    accessSync(memoryDisk, constants.W_OK)
    return join(memoryDisk, `hal-${id}`)
  } catch {
    return fallback
  }
}
