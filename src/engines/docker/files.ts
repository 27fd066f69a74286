import { posix } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { extract, pack } from 'tar-stream'
import { ok } from '../../lib/result.ts'
import type { EngineResult, FileEntry } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask, askForStream } from './ask.ts'
import { answered } from './failures.ts'

const archivePath = (id: string): string => `/containers/${encodeURIComponent(id)}/archive`

/** One tar, unpacked at the container's root by the engine, which makes missing parents (root's, 0755) and writes through mounts (podman 4.3: only into one that has run). */
export const putFiles = (api: DockerApi, id: string, files: readonly FileEntry[]): EngineResult<void> =>
  answered(api, { what: `put files into ${id}`, container: id }, async () => {
    const tar = await toTar(files)
    await ask(api, {
      method: 'PUT',
      path: archivePath(id),
      query: { path: '/', noOverwriteDirNonDir: true },
      tar,
    })
  })

async function toTar(files: readonly FileEntry[]): Promise<Buffer> {
  const archive = pack()
  const whole = buffer(archive)
  for (const file of files) {
    const { mode, uid, gid } = file
    const header = { name: file.path.replace(/^\/+/, ''), mode, uid, gid, mtime: new Date() }
    if (file.kind === 'directory') archive.entry({ ...header, type: 'directory' })
    else archive.entry(header, Buffer.from(file.content))
  }
  archive.finalize()
  return whole
}

const mostLinks = 8

/** Symbolic links are followed inside the container. */
export async function readFile(
  api: DockerApi,
  id: string,
  { path, maxBytes }: { readonly path: string; readonly maxBytes: number },
): EngineResult<Buffer | undefined> {
  const subject = { what: `read ${path} in ${id}`, container: id }
  let at = path
  for (let links = 0; links <= mostLinks; links++) {
    const found = await answered(api, subject, async () =>
      firstEntry(
        await askForStream(api, { method: 'GET', path: archivePath(id), query: { path: at } }),
        maxBytes,
      ),
    )
    if (!found.ok) {
      const isMissing = found.failure.reason === 'engine-refused' && found.failure.status === 404
      return isMissing ? ok(undefined) : found
    }
    if (found.value.kind !== 'link') return ok(found.value.kind === 'file' ? found.value.content : undefined)
    at = posix.resolve(posix.dirname(at), found.value.target)
  }
  return ok(undefined)
}

type Entry =
  | { readonly kind: 'file'; readonly content: Buffer }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'other' }

async function firstEntry(
  tar: NodeJS.ReadableStream & { destroy(): void },
  maxBytes: number,
): Promise<Entry> {
  const entries = extract()
  // Breaking off leaves the rest of the archive unread, on purpose.
  tar.on('error', (error: Error) => entries.destroy(error))
  entries.on('error', () => undefined)
  tar.pipe(entries)
  try {
    for await (const entry of entries) {
      const { type, linkname } = entry.header
      if (type === 'symlink') return { kind: 'link', target: linkname ?? '' }
      if (type !== 'file') return { kind: 'other' }
      return { kind: 'file', content: await lastBytes(entry, maxBytes) }
    }
    return { kind: 'other' }
  } finally {
    tar.destroy()
  }
}

async function lastBytes(stream: AsyncIterable<unknown>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let kept = 0
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue
    chunks.push(chunk)
    kept += chunk.length
    for (let first = chunks[0]; first !== undefined && kept - first.length >= maxBytes; first = chunks[0]) {
      chunks.shift()
      kept -= first.length
    }
  }
  const all = Buffer.concat(chunks)
  return all.subarray(Math.max(0, all.length - maxBytes))
}
