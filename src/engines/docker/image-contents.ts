import { posix } from 'node:path'
import { Readable, type Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { fail } from '../../lib/result.ts'
import type { EngineResult, ImageFile } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { askForStream } from './ask.ts'
import { answered } from './failures.ts'
import { fields, list, text, texts } from './guards.ts'
import { BrokenAnswer } from './refused.ts'

type OnFile = (file: ImageFile) => Promise<void>

/**
 * Reads the archive that `docker save` makes, as it comes: a tar of layers (tars themselves, packed by newer engines) and of JSON, with
 * a manifest that says which are whose. Of several images it has what they share once.
 */
export const readImageContents = (
  api: DockerApi,
  references: readonly string[],
  { onFile, signal }: { readonly onFile: OnFile; readonly signal: AbortSignal | undefined },
): EngineResult<ReadonlyMap<string, readonly string[]>> => {
  const image = references.join(', ')
  const what = `read ${references.length === 1 ? image : `${references.length} images`}`
  return answered<ReadonlyMap<string, readonly string[]>>(api, { what, image }, async () => {
    const saved = await askForStream(api, {
      method: 'GET',
      path: '/images/get',
      query: { names: references },
      signal,
    })
    try {
      return await readArchive(saved, references, onFile)
    } catch (thrown) {
      if (signal?.aborted) return fail({ reason: 'cancelled', what })
      throw thrown
    }
  })
}

async function readArchive(
  saved: Readable,
  references: readonly string[],
  onFile: OnFile,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const links = new Map<string, string>()
  let manifest: unknown
  await eachEntry(saved, async ({ name, type, linkname }, content) => {
    // A layer that another image brought already is a link to it.
    if (type === 'symlink') links.set(name, posix.join(posix.dirname(name), linkname ?? ''))
    if (type !== 'file') return
    if (name === 'manifest.json') manifest = JSON.parse(String(await buffer(content)))
    else await readPart(name, content, onFile)
  })
  if (manifest === undefined) throw new BrokenAnswer('the engine ended its answer early')
  const parts = (image: unknown): readonly string[] =>
    [...texts(fields(image)['Layers']), text(fields(image)['Config'])].map((name) => links.get(name) ?? name)
  const images = list(manifest)
  return new Map(
    references.map((reference) => [
      reference,
      parts(images.find((image) => texts(fields(image)['RepoTags']).some((tag) => isSame(tag, reference)))),
    ]),
  )
}

/** Podman says `localhost/hal/base:1` of `hal/base:1`. */
const isSame = (tag: string, reference: string): boolean => tag === reference || tag.endsWith(`/${reference}`)

const tarMagic = { at: 257, says: 'ustar' } as const

async function readPart(part: string, content: Readable, onFile: OnFile): Promise<void> {
  const { head, whole } = await peek(content)
  const unpacked = unpack(head, whole)
  const begin = unpacked === whole ? { head, whole } : await peek(unpacked)
  const isTar =
    begin.head.toString('latin1', tarMagic.at, tarMagic.at + tarMagic.says.length) === tarMagic.says
  if (isTar)
    await eachEntry(begin.whole, async ({ name, type, size }, file) => {
      if (type === 'file' || type === 'contiguous-file')
        await onFile({ part, path: posix.join('/', name), sizeBytes: size ?? 0, content: file })
    })
  else if (begin.head.subarray(0, 1).toString() === '{')
    await onFile({ part, path: '', sizeBytes: begin.head.length, content: begin.whole })
  begin.whole.resume()
}

function unpack(head: Buffer, whole: Readable): Readable {
  const packed = head.readUInt32BE(0)
  if (packed >>> 16 === 0x1f8b) return pipeTo(whole, createGunzip())
  return packed === 0x28b52ffd ? pipeTo(whole, createZstdDecompress()) : whole
}

function pipeTo(from: Readable, into: Transform): Readable {
  from.on('error', (error) => into.destroy(error))
  return from.pipe(into)
}

/** The first block of a stream, and the whole of it. */
async function peek(content: Readable): Promise<{ readonly head: Buffer; readonly whole: Readable }> {
  const chunks: Buffer[] = []
  let known = 0
  const source = content[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  while (known < 512) {
    const next = await source.next()
    if (next.done === true) break
    chunks.push(next.value)
    known += next.value.length
  }
  const head = Buffer.concat([...chunks, Buffer.alloc(Math.max(0, 512 - known))])
  return { head, whole: readable(rejoined(chunks, source)) }
}

async function* rejoined(chunks: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** One entry after the other; what `visit` leaves unread is passed over. */
async function eachEntry(
  tar: Readable,
  visit: (header: Header, content: Readable) => Promise<void>,
): Promise<void> {
  const entries = extract()
  tar.on('error', (error) => entries.destroy(error))
  entries.on('error', () => undefined)
  tar.pipe(entries)
  try {
    for await (const entry of entries) {
      // Node's own kind of stream, whose every method is there.
      await visit(entry.header, readable(entry))
      entry.resume()
    }
  } catch (thrown) {
    const isCut = thrown instanceof Error && thrown.message === 'Unexpected end of data'
    throw isCut ? new BrokenAnswer('the engine ended its answer early') : thrown
  } finally {
    tar.destroy()
  }
}

/** What breaks it off is told by the archive that it is a part of, also where nobody reads it. */
const readable = (content: AsyncIterable<unknown>): Readable =>
  Readable.from(content, { objectMode: false }).on('error', () => undefined)
