import { createHash } from 'node:crypto'
import { byName } from '../../lib/by-name.ts'
import { generatedDockerfile, scriptsFolder } from '../declare/dockerfile.ts'
import type { Profile } from '../declare/profile.ts'
import type { PackageSet } from '../declare/recipe.ts'
import { inputOfKind, type PartChange, type PartKind } from './part-kinds.ts'

/**
 * What a layer is made of, piece by piece: by kind and name a short digest, or in a few words what it is. An image keeps it as a label, so
 * that hal can say which file, package or variable made it stale. No fingerprint counts it: the same is counted there, whole.
 */
export type LayerParts = Readonly<Partial<Record<PartKind, Readonly<Record<string, string>>>>>

/** What of `layer` there is to compare. */
export interface PartedLayer {
  readonly profile: Profile
  /** By path. */
  readonly files: Readonly<Record<string, string>>
  readonly platform: string
  /** The id of the image from outside, where it stands on one. */
  readonly base: string | undefined
}

export function layerParts({ profile, files, platform, base }: PartedLayer): LayerParts {
  const { args, pins, packages = [], fetch, env = {}, promises, command, dockerfile, target } = profile
  return {
    file: mapped(files, digest),
    argument: mapped(args, digest),
    sum: mapped(pins, ({ sums }) => digest(Object.entries(sums).map(String).sort(byName))),
    platform: { '': platform },
    base: base === undefined ? {} : { '': base.replace(/^sha256:/, '').slice(0, 12) },
    package: packageParts(packages),
    tool: Object.fromEntries(fetch.map(({ name, source, put, link }) => [name, digest([source, put, link])])),
    variable: mapped(env, digest),
    promise: mapped(promises, digest),
    command: command === undefined ? {} : { '': digest(command) },
    dockerfile: { '': dockerfile },
    target: target === undefined ? {} : { '': target },
    ...generatedParts(profile),
    order: { '': digest([packages, fetch.map(({ name }) => name), Object.keys(env)]) },
  }
}

/** One package may be named twice, for some files of it and as a whole. */
function packageParts(sets: readonly PackageSet[]): Readonly<Record<string, string>> {
  const found = new Map<string, unknown[]>()
  for (const set of sets) {
    const isPart = set.kind === 'unpacked'
    for (const named of isPart ? [set.name] : set.names) {
      const [name = '', version] = named.split('=', 2)
      found.set(name, [...(found.get(name) ?? []), [version, isPart ? set.files : set.suite]])
    }
  }
  return mapped(Object.fromEntries(found), digest)
}

/** Of a declared layer's own Dockerfile all is said by the other parts. */
function generatedParts({ unpinned, packages, env = {} }: Profile): Pick<LayerParts, 'script' | 'made'> {
  const isSetting = (line: string) => Object.keys(env).some((name) => line.startsWith(`ENV ${name}=`))
  const script: Record<string, string> = {}
  const made: Record<string, string> = {}
  for (const [path, text] of Object.entries(unpinned)) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (path.startsWith(`${scriptsFolder}/`)) script[name] = digest(text)
    else if (path !== generatedDockerfile) made['first commands'] = digest(text)
    else if (packages === undefined) made[name] = digest(text.split('\n').filter((line) => !isSetting(line)))
  }
  return { script, made }
}

const mapped = <T>(
  named: Readonly<Record<string, T>>,
  as: (value: T) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(named).map(([name, value]) => [name, as(value)]))

/** Enough to see that something is another; nothing is found by it. */
const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8)

/** The most that a label takes. */
const labelBytes = 8_000

/** As a label's value. Of a folder with very many files, folders in it count as one. */
export function formatParts(parts: LayerParts): string {
  const { file = {}, ...others } = parts
  const deepest = Math.max(1, ...Object.keys(file).map((path) => path.split('/').length))
  const texts = function* () {
    for (let depth = deepest; depth >= 1; depth -= 1)
      yield JSON.stringify({ file: folded(file, (path) => folderAt(path, depth)), ...others })
    yield JSON.stringify(others)
  }
  for (const text of texts()) if (Buffer.byteLength(text) <= labelBytes) return text
  return ''
}

/** `a/b/c` at depth 1 → `a/`; `undefined`: it is not deeper than that. */
const folderAt = (path: string, depth: number): string | undefined => {
  const names = path.split('/')
  return names.length > depth ? `${names.slice(0, depth).join('/')}/` : undefined
}

function folded(
  files: Readonly<Record<string, string>>,
  folderOf: (path: string) => string | undefined,
): Readonly<Record<string, string>> {
  const byName = Map.groupBy(Object.entries(files), ([path]) => folderOf(path) ?? path)
  return Object.fromEntries(
    [...byName].map(([name, found]) => [name, name.endsWith('/') ? digest(found) : (found[0]?.[1] ?? '')]),
  )
}

/** What differs between an image's label and the layer as it is now; nothing where the label says nothing. */
export function changedParts(label: string | undefined, now: LayerParts): readonly PartChange[] {
  const before = readParts(label)
  if (before === undefined) return []
  const folders = Object.keys(before.file ?? {}).filter((name) => name.endsWith('/'))
  const current: LayerParts = {
    ...now,
    file: folded(now.file ?? {}, (path) => folders.find((folder) => path.startsWith(folder))),
  }
  const kinds = Object.keys(inputOfKind) as readonly PartKind[]
  // What an image did not write down may be anything.
  const known = kinds.filter((kind) => before[kind] !== undefined)
  const all = known.flatMap((kind) => changesOf(kind, before[kind] ?? {}, current[kind] ?? {}))
  const isMore = all.some(({ kind, input }) => input === 'recipe' && kind !== 'order')
  return all.filter(({ kind }) => kind !== 'order' || !isMore)
}

const worded: ReadonlySet<PartKind> = new Set(['platform', 'base', 'dockerfile', 'target'])

function changesOf(
  kind: PartKind,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly PartChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort(byName)
  return names.flatMap((name): readonly PartChange[] => {
    const [from, to] = [before[name], now[name]]
    if (from === to) return []
    const facts = { kind, input: inputOfKind[kind], name } as const
    if (from === undefined) return [{ ...facts, how: 'new' }]
    if (to === undefined) return [{ ...facts, how: 'gone' }]
    return [{ ...facts, how: 'other', ...(worded.has(kind) && { from, to }) }]
  })
}

/** A label is what anybody may write into an image. */
function readParts(label: string | undefined): LayerParts | undefined {
  try {
    const read: unknown = JSON.parse(label ?? '')
    if (typeof read !== 'object' || read === null) return undefined
    const kinds = Object.entries(read).filter(
      (entry): entry is [PartKind, Record<string, string>] =>
        entry[0] in inputOfKind && typeof entry[1] === 'object' && entry[1] !== null,
    )
    return Object.fromEntries(kinds)
  } catch {
    return undefined
  }
}
