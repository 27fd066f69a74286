import type { FileEntry } from '../engine.ts'
import type { MemoryContainer } from './memory-container.ts'

/** Files of all volumes, by the volume's name, then by path inside it. */
export type MemoryVolumes = Map<string, Map<string, FileEntry>>

/** Where a path of a container is kept: the volume that is mounted there, or the container itself. */
export function placeOf(
  container: MemoryContainer,
  volumes: MemoryVolumes,
  path: string,
): { readonly files: Map<string, FileEntry>; readonly path: string } {
  const mount = container.spec.mounts
    .filter(({ target }) => path === target || path.startsWith(`${target}/`))
    .sort((a, b) => b.target.length - a.target.length)[0]
  if (mount === undefined || mount.kind === 'tmpfs') return { files: container.files, path }
  const inside = path.slice(mount.target.length)
  if (mount.kind === 'bind') return { files: folder(volumes, `bind:${mount.source}`), path: inside }
  const subpath = mount.subpath === undefined ? '' : `/${mount.subpath}`
  return { files: folder(volumes, mount.volume), path: `${subpath}${inside}` }
}

function folder(volumes: MemoryVolumes, name: string): Map<string, FileEntry> {
  const known = volumes.get(name)
  if (known !== undefined) return known
  const made = new Map<string, FileEntry>()
  volumes.set(name, made)
  return made
}
