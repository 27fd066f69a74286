import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contextFiles } from '../lib/context-files.ts'

/** What a layer is made from, each part digested apart, so that hal can say which of them changed. */
export interface LayerInputs {
  readonly files: string
  readonly args: string
  readonly parent: string
  readonly recipe: string
}

/** What `layerInputs` digests: the files are read from `dir`, the rest is as given. */
export interface LayerSource {
  readonly dir: string
  readonly dockerfile: string
  /** What hal adds to the folder's files, by path. */
  readonly generated?: Readonly<Record<string, string>>
  /** Of the folder's files, only those at or below these count: nothing takes the others. */
  readonly only?: readonly string[]
  readonly target: string | undefined
  readonly args: Readonly<Record<string, string>>
  /** The parent's fingerprint, or the id of the image from outside. */
  readonly parent: string
  /** `amd64`, `arm64` … */
  readonly architecture: string
}

/** Reads the files of a layer and digests all that it is made from. Throws when its folder can't be read. */
export async function layerInputs(source: LayerSource): Promise<LayerInputs> {
  return {
    files: await filesDigest(source),
    args: digest(Object.entries(source.args).sort(byKey)),
    parent: digest(source.parent),
    recipe: digest([source.dockerfile, source.target ?? '', source.architecture]),
  }
}

/** The digest of a layer's inputs: 64 hexadecimal digits; people see the first seven. */
export function fingerprint(inputs: LayerInputs): string {
  return digest([inputs.files, inputs.args, inputs.parent, inputs.recipe])
}

/** The short form that tags and people use. */
export const shortFingerprint = (full: string): string => full.slice(0, 7)

/** As a label's value, short enough to read: `files=… args=… parent=… recipe=…`. */
export function formatInputs(inputs: LayerInputs): string {
  return inputNames.map((name) => `${name}=${inputs[name].slice(0, 12)}`).join(' ')
}

/** Which inputs differ between what an image's label says it was made from (all, when it says nothing) and what it would be made from now. */
export function changedInputs(
  label: string | undefined,
  inputs: LayerInputs,
): readonly (keyof LayerInputs)[] {
  const before = new Set(label?.split(' '))
  return inputNames.filter((name) => !before.has(`${name}=${inputs[name].slice(0, 12)}`))
}

const inputNames = ['files', 'args', 'parent', 'recipe'] as const

async function filesDigest({ dir, dockerfile, generated = {}, only }: LayerSource): Promise<string> {
  const entries = await contextFiles(dir, { keep: [dockerfile], ...(only && { only }) })
  const lines = entries.map(async (entry) => {
    if (entry.kind === 'directory') return ['directory', entry.path]
    if (entry.kind === 'symlink') return ['symlink', entry.path, entry.target]
    return ['file', entry.path, entry.mode, digest(await readFile(join(dir, entry.path)))]
  })
  const added = Object.entries(generated).map(([path, text]) => ['generated', path, digest(text)])
  return digest([...(await Promise.all(lines)), ...added])
}

const digest = (value: unknown): string =>
  createHash('sha256')
    .update(Buffer.isBuffer(value) ? value : JSON.stringify(value))
    .digest('hex')

const byKey = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1)
