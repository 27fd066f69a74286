import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ImageFailure } from './image-failure.ts'
import type { Profile, ProfileParent } from './profile.ts'

/** Checks the text of a `profile.json`; the first thing that is wrong comes back with its place in the file. */
export function parseProfile(source: {
  readonly name: string
  readonly dir: string
  readonly file: string
  readonly text: string
}): Result<Profile, ImageFailure> {
  try {
    return ok(check(source))
  } catch (thrown) {
    if (!(thrown instanceof BadField)) throw thrown
    return fail({ reason: 'bad-profile', file: source.file, ...thrown.facts })
  }
}

interface BadFieldFacts {
  readonly path: string
  readonly expected: string
  readonly got: string
  readonly suggestion: string | undefined
}

/** Carries the first wrong field out of the checks; never leaves this file. */
class BadField extends Error {
  readonly facts: BadFieldFacts
  constructor(facts: BadFieldFacts) {
    super(facts.path)
    this.facts = facts
  }
}

function check({ name, dir, text }: { name: string; dir: string; text: string }): Profile {
  if (!/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name)) {
    bad('', 'a folder named in lower-case letters, digits and single hyphens', name)
  }
  const fields = record(parseJson(text), '')
  for (const key of Object.keys(fields)) {
    if (!known.includes(key)) bad(key, `one of ${known.join(', ')}`, key, closest(key, known))
  }
  return {
    name,
    dir,
    description: string(fields['description'] ?? '', 'description'),
    parent: parent(fields),
    dockerfile: inside(string(fields['dockerfile'] ?? 'Dockerfile', 'dockerfile')),
    target: fields['target'] === undefined ? undefined : string(fields['target'], 'target'),
    args: strings(fields['args'] ?? {}, 'args'),
    promises: strings(fields['promises'] ?? {}, 'promises'),
  }
}

const known = ['description', 'parent', 'from', 'args', 'dockerfile', 'target', 'promises']

function parent(fields: Readonly<Record<string, unknown>>): ProfileParent {
  const { parent: name, from } = fields
  if ((name === undefined) === (from === undefined)) {
    bad('parent', 'either "parent" (a profile) or "from" (an image)', name === undefined ? 'neither' : 'both')
  }
  return from === undefined
    ? { kind: 'profile', name: string(name, 'parent') }
    : { kind: 'image', reference: string(from, 'from') }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    return bad('', 'JSON', thrown instanceof Error ? thrown.message : 'something else')
  }
}

function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad(path, 'an object', show(value))
  }
  return Object.fromEntries(Object.entries(value))
}

function string(value: unknown, path: string): string {
  return typeof value === 'string' ? value : bad(path, 'a string', show(value))
}

function strings(value: unknown, path: string): Readonly<Record<string, string>> {
  const pairs = Object.entries(record(value, path))
  return Object.fromEntries(pairs.map(([key, item]) => [key, string(item, `${path}.${key}`)]))
}

/** A Dockerfile outside of its context can't be sent. */
function inside(path: string): string {
  const isOutside = path === '' || path.startsWith('/') || path.split('/').includes('..')
  return isOutside ? bad('dockerfile', "a file inside the profile's folder", show(path)) : path
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

function bad(path: string, expected: string, got: string, suggestion?: string): never {
  throw new BadField({ path, expected, got, suggestion })
}
