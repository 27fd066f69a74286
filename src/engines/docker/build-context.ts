import type { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { contextFiles } from '../../lib/context-files.ts'
import { readInside } from '../../lib/read-inside.ts'
import type { BuildSpec } from '../engine.ts'

type Packed = Pick<BuildSpec, 'contextDir' | 'dockerfile' | 'generated'>

/** A build's context as the stream the engine takes: owner root, time zero, so that equal files are equal contexts everywhere. */
export function packContext({ contextDir: dir, dockerfile, generated = {} }: Packed): Readable {
  const tar = pack()
  const root = { uid: 0, gid: 0, mtime: new Date(0) }
  const add = async (): Promise<void> => {
    for (const entry of await contextFiles(dir, { keep: [dockerfile] })) {
      const { path: name } = entry
      if (generated[name] !== undefined) continue
      if (entry.kind === 'directory') tar.entry({ ...root, name, type: 'directory', mode: entry.mode })
      else if (entry.kind === 'symlink') {
        tar.entry({ ...root, name, type: 'symlink', linkname: entry.target })
      } else await addFile(tar, { ...root, name, mode: entry.mode }, await readInside(dir, name))
    }
    for (const [name, text] of Object.entries(generated))
      await addFile(tar, { ...root, name, mode: 0o755 }, Buffer.from(text))
    tar.finalize()
  }
  const zipped = createGzip()
  add().catch((thrown: Error) => {
    tar.destroy()
    zipped.destroy(thrown)
  })
  return tar.pipe(zipped)
}

/** Waits until the file has gone out: a large context must not pile up in memory. */
const addFile = (
  tar: ReturnType<typeof pack>,
  header: Parameters<ReturnType<typeof pack>['entry']>[0],
  content: Buffer,
): Promise<void> =>
  new Promise((resolve, reject) => {
    tar.entry(header, content, (error) => (error ? reject(error) : resolve()))
  })
