import { ok } from '../../lib/result.ts'
import type { Engine, FileEntry } from '../engine.ts'
import type { MemoryContainer } from './memory-container.ts'
import type { MemoryState, MemoryVolumes } from './memory-state.ts'

export const fileMethods = ({
  volumeFiles,
  withContainer,
}: MemoryState): Pick<Engine, 'putFiles' | 'readFile'> => ({
  putFiles: (id, files) =>
    withContainer<void>(id, (container) => {
      for (const file of files) {
        const place = placeOf(container, volumeFiles, file.path)
        place.files.set(place.path, file)
      }
      return ok(undefined)
    }),
  readFile: (id, path, { maxBytes }) =>
    withContainer<Buffer | undefined>(id, (container) => {
      const place = placeOf(container, volumeFiles, path)
      const file = place.files.get(place.path)
      if (file?.kind !== 'file') return ok(undefined)
      const content = Buffer.from(file.content)
      return ok(content.subarray(Math.max(0, content.length - maxBytes)))
    }),
})

/** Where a path of a container is kept: the volume that is mounted there, or the container itself. */
function placeOf(
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
