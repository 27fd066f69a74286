import { createHash } from 'node:crypto'
import { ok } from '../../lib/result.ts'
import type { EngineResult, ImageLayer } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask } from './ask.ts'
import { answered } from './failures.ts'
import { type Fields, fields, list, number, text, texts } from './guards.ts'

/** The image's own list says which layers there are, its history how large they are. */
export async function imageLayers(
  api: DockerApi,
  reference: string,
): EngineResult<readonly ImageLayer[] | undefined> {
  const path = `/images/${reference}`
  const found = await answered(
    api,
    { what: `look into the image ${reference}`, image: reference },
    async () => {
      const [image, history] = await Promise.all([
        ask(api, { method: 'GET', path: `${path}/json` }),
        ask(api, { method: 'GET', path: `${path}/history` }),
      ])
      const digests = texts(fields(fields(image)['RootFS'])['Layers'])
      const sizes = layerSizes(list(history).map(fields).reverse(), digests.length)
      const ids = chainIds(digests)
      return ids.map((id, index) => ({ id, sizeBytes: sizes[index] ?? 0 }))
    },
  )
  return !found.ok && found.failure.reason === 'no-such-image' ? ok(undefined) : found
}

/** The engine tells them from the top. */
export async function imageSteps(
  api: DockerApi,
  reference: string,
): EngineResult<readonly string[] | undefined> {
  const found = await answered(
    api,
    { what: `look into the image ${reference}`, image: reference },
    async () => {
      const history = await ask(api, { method: 'GET', path: `/images/${reference}/history` })
      return list(history)
        .map((entry) => text(fields(entry)['CreatedBy']))
        .reverse()
    },
  )
  return !found.ok && found.failure.reason === 'no-such-image' ? ok(undefined) : found
}

/** An engine holds a layer once for each stack it lies on: its id is that of the stack that it tops. */
function chainIds(digests: readonly string[]): readonly string[] {
  let below = ''
  return digests.map((digest) => {
    below =
      below === '' ? digest : `sha256:${createHash('sha256').update(`${below} ${digest}`).digest('hex')}`
    return below
  })
}

/**
 * The history tells of every instruction and not which of them made a layer: all that have a size did, and of the others those that
 * work on files, before those that only say something.
 */
export function layerSizes(history: readonly Fields[], count: number): readonly number[] {
  const ranked = history
    .map((entry, index) => ({ index, sizeBytes: number(entry['Size']), rank: rankOf(entry) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
  return ranked
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ sizeBytes }) => sizeBytes)
}

function rankOf(entry: Fields): number {
  if (number(entry['Size']) > 0) return 0
  const by = text(entry['CreatedBy'])
  if (/^(RUN|COPY|ADD) |^\/bin\/sh -c (?!#\(nop\))|#\(nop\) +(COPY|ADD) /.test(by)) return 1
  return /WORKDIR /.test(by) ? 2 : 3
}
