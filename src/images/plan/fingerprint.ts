import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { contextFiles } from '../../lib/context-files.ts'
import { createLimiter } from '../../lib/limiter.ts'
import type { LayerPins } from '../declare/layer-pins.ts'

/** What a layer is made from, each part digested apart, so that hal can say which of them changed. */
export interface LayerInputs {
  readonly files: string
  readonly args: string
  readonly pins: string
  readonly parent: string
  readonly platform: string
  /** Which Dockerfile, and which stage of it; all of it where hal writes it; and what the image's labels promise. */
  readonly recipe: string
}

/** What `layerInputs` digests: the files are read from `dir`, the rest is as given. */
export interface LayerSource {
  readonly dir: string
  readonly dockerfile: string
  /** What hal adds to the folder's files, by path. With pins, as it is before they are filled in: they count apart. */
  readonly generated?: Readonly<Record<string, string>>
  /** Of the tools that it fetches, and of no others. */
  readonly pins?: LayerPins
  /** Of the folder's files, only those at or below these count: nothing takes the others. */
  readonly only?: readonly string[]
  /** Files of the folder that nothing takes: they don't count. */
  readonly untaken?: readonly string[]
  readonly target: string | undefined
  readonly promises?: Readonly<Record<string, string>>
  readonly args: Readonly<Record<string, string>>
  /** The parent's fingerprint, or what stands for the image from outside. */
  readonly parent: string
  /** `amd64`, `arm64` …; several as `linux/amd64,linux/arm64`. */
  readonly platform: string
}

/** Reads the files of a layer and digests all that it is made from. Throws `UnreadableContext` when its folder can't be read. */
export const layerInputs = async (source: LayerSource): Promise<LayerInputs> =>
  (await digestLayer(source)).inputs

/** The same, and each of its files by itself: what it is, by path. */
export async function digestLayer(source: LayerSource): Promise<{
  readonly inputs: LayerInputs
  readonly files: Readonly<Record<string, string>>
}> {
  const lines = await fileLines(source).catch((thrown) => {
    throw unreadable(source.dir, thrown)
  })
  const files = lines.flatMap(([kind, path, ...facts]) =>
    kind === 'directory' ? [] : [[path, [kind, ...facts].join(' ')] as const],
  )
  return { inputs: inputsOf(source, digest(lines)), files: Object.fromEntries(files) }
}

function inputsOf(source: LayerSource, files: string): LayerInputs {
  return {
    files,
    args: digest(sorted(source.args)),
    pins: digest(sorted(source.pins ?? {}).map(([tool, { version, sums }]) => [tool, version, sorted(sums)])),
    parent: digest(source.parent),
    platform: digest(source.platform),
    recipe: digest([
      source.dockerfile,
      source.target ?? '',
      sorted(source.promises ?? {}),
      sorted(source.generated ?? {}),
    ]),
  }
}

/** The digest of a layer's inputs: 64 hexadecimal digits; people see the first seven. */
export function fingerprint(inputs: LayerInputs): string {
  return digest(inputNames.map((name) => inputs[name]))
}

/** The short form that tags and people use. */
export const shortFingerprint = (full: string): string => full.slice(0, 7)

/** As a label's value, short enough to read: `files=… args=… pins=…`. */
export function formatInputs(inputs: LayerInputs): string {
  return inputNames.map((name) => `${name}=${inputs[name].slice(0, 12)}`).join(' ')
}

/**
 * Which inputs differ between what an image's label says it was made from (all, when it says nothing) and what it would be made from now.
 * None, where another version of hal wrote it, which counted others.
 */
export function changedInputs(
  label: string | undefined,
  inputs: LayerInputs,
): readonly (keyof LayerInputs)[] {
  const before = new Set(label?.split(' '))
  const counted = new Set([...before].map((input) => input.split('=', 1)[0]))
  if (label !== undefined && inputNames.some((name) => !counted.has(name))) return []
  return inputNames.filter((name) => !before.has(`${name}=${inputs[name].slice(0, 12)}`))
}

const inputNames = ['files', 'args', 'pins', 'parent', 'platform', 'recipe'] as const

/** Some file of a context can't be read, or vanished meanwhile. Whoever binds the verbs makes a failure of it. */
export class UnreadableContext extends Error {
  readonly file: string
  constructor(file: string, cause: Error) {
    super(cause.message, { cause })
    this.file = file
  }
}

/** Only what the file system says; anything else stays the bug that it is. */
const unreadable = (dir: string, thrown: unknown): unknown => {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown
  return new UnreadableContext('path' in thrown ? String(thrown.path) : dir, thrown)
}

/** Files that are read at once. */
const readLimit = 16

type FileLine = readonly [kind: string, path: string, ...facts: (string | number)[]]

async function fileLines({ dir, dockerfile, only, untaken = [] }: LayerSource): Promise<readonly FileLine[]> {
  const found = await contextFiles(dir, { keep: [dockerfile], ...(only && { only }) })
  const entries = found.filter(({ path }) => !untaken.includes(path))
  const inTurn = createLimiter(readLimit)
  const lines = entries.map(async (entry): Promise<FileLine> => {
    if (entry.kind === 'directory') return ['directory', entry.path]
    if (entry.kind === 'symlink') return ['symlink', entry.path, entry.target]
    return ['file', entry.path, entry.mode, await inTurn(() => fileDigest(join(dir, entry.path)))]
  })
  return Promise.all(lines)
}

/** Never the whole file at once: a context may have large ones. Most are small, and a stream of each takes several times as long as all the rest. */
async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256')
  const start = readStart(file)
  hash.update(start)
  if (start.length === startBytes)
    for await (const chunk of createReadStream(file, { start: startBytes })) hash.update(chunk)
  return hash.digest('hex')
}

const startBytes = 64 * 1024

/** As much of a file as is read in no time. */
function readStart(file: string): Uint8Array {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.allocUnsafe(startBytes)
    let length = 0
    for (;;) {
      const read = readSync(descriptor, bytes, length, startBytes - length, null)
      length += read
      if (read === 0 || length === startBytes) return bytes.subarray(0, length)
    }
  } finally {
    closeSync(descriptor)
  }
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const sorted = <T>(named: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1))
