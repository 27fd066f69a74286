import { parseBytes } from '../../lib/bytes.ts'
import { closest } from '../../lib/closest.ts'
import type { Fault } from '../image-failure.ts'
import { isBaseReference } from '../tags.ts'
import { all, at, bad, each, gather, list, parseJson, record, show, string, strings } from './declaration.ts'
import { recipeFields, recipeOf } from './parse-recipe.ts'
import type { Profile, ProfileParent } from './profile.ts'
import type { Recipe } from './recipe.ts'

/** What a declaration says, before anything else is read. */
export interface Declaration {
  readonly name: string
  readonly description: string
  readonly parent: ProfileParent
  readonly how:
    | { readonly kind: 'dockerfile'; readonly dockerfile: string; readonly target: string | undefined }
    | { readonly kind: 'recipe'; readonly recipe: Recipe }
  readonly args: Readonly<Record<string, string>>
  readonly detect: Profile['detect']
  /** A version, or `pinned`: that of the pin of the same name. */
  readonly promises: Readonly<Record<string, string>>
  readonly budget: Profile['budget']
}

/** What a declaration says as far as it can be read, and what is wrong in it. Without faults it is whole. */
export interface ReadDeclaration {
  readonly declared: Partial<Declaration>
  readonly faults: readonly Fault[]
}

/** Checks the text of a `profile.json` or `layer.json`. */
export function parseProfile(source: { readonly name: string; readonly text: string }): ReadDeclaration {
  const { found, faults } = gather({ fields: () => fieldsIn(source) })
  if (found.fields === undefined) return { declared: {}, faults }
  const read = check(source.name, found.fields)
  return { declared: read.found, faults: read.faults }
}

/** Also the name of an image. */
export const isProfileName = (name: string): boolean => /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name)

const known = [
  'description',
  'parent',
  'from',
  'args',
  'dockerfile',
  'target',
  'detect',
  'promises',
  'budget',
  ...recipeFields,
]

type Fields = Readonly<Record<string, unknown>>

function fieldsIn({ name, text }: { readonly name: string; readonly text: string }): Fields {
  if (!isProfileName(name)) {
    bad('', 'a folder named in lower-case letters, digits and single hyphens', name)
  }
  return record(parseJson(text), '')
}

const check = (name: string, fields: Fields) =>
  gather<Declaration & { readonly keys: unknown }>({
    keys: () =>
      each(
        Object.keys(fields),
        (key) => known.includes(key) || bad(key, `one of ${known.join(', ')}`, key, closest(key, known)),
      ),
    name: () => name,
    description: () => string(fields['description'] ?? '', 'description'),
    parent: () => parent(fields),
    how: () => how(fields),
    args: () => strings(fields['args'] ?? {}, 'args'),
    detect: () => detect(fields['detect']),
    promises: () => promises(fields['promises'] ?? {}),
    budget: () => budget(fields['budget']),
  })

function parent(fields: Fields): ProfileParent {
  const { parent: name, from } = fields
  // A slip in its name has been said.
  const isMeant = Object.keys(fields).some((key) => ['parent', 'from'].includes(closest(key, known) ?? ''))
  if (name === undefined && from === undefined && isMeant) return { kind: 'profile', name: '' }
  if ((name === undefined) === (from === undefined)) {
    bad('parent', 'either "parent" (a profile) or "from" (an image)', name === undefined ? 'neither' : 'both')
  }
  return from === undefined
    ? { kind: 'profile', name: string(name, 'parent') }
    : { kind: 'image', reference: baseReference(string(from, 'from'), 'from') }
}

/** Not what an engine would take for something else. */
export const baseReference = (text: string, path: string): string =>
  isBaseReference(text) ? text : bad(path, "an image's name", show(text))

function detect(value: unknown): Profile['detect'] {
  if (value === undefined) return undefined
  const { files, order } = record(value, 'detect')
  return {
    files: list(files, 'detect.files'),
    order: typeof order === 'number' ? order : bad('detect.order', 'a number', show(order)),
  }
}

/** They stand in a label between commas, and a shell asks for the tool by its name. */
function promises(value: unknown): Declaration['promises'] {
  const promised = strings(value, 'promises')
  each(Object.entries(promised), ([tool, version]) => {
    if (!isWord(tool)) bad(at('promises', tool), "a program's name, without spaces, commas and =", show(tool))
    if (version !== '' && !isWord(version))
      bad(at('promises', tool), 'a version such as "3.14", "pinned", or "" for any', show(version))
  })
  return promised
}

const isWord = (text: string): boolean => /^[^\s,=]+$/.test(text)

function budget(value: unknown): Profile['budget'] {
  if (value === undefined) return undefined
  const text = string(value, 'budget')
  const bytes = parseBytes(text)
  return bytes.ok ? { text, bytes: bytes.value } : bad('budget', bytes.failure.expected, show(value))
}

function how(fields: Fields): Declaration['how'] {
  const recipe = recipeOf(fields)
  const { dockerfile, target, args } = fields
  if (recipe === undefined)
    return all({
      kind: () => 'dockerfile' as const,
      dockerfile: () => inside(string(dockerfile ?? 'Dockerfile', 'dockerfile')),
      target: () => (target === undefined ? undefined : string(target, 'target')),
    })
  each(Object.entries({ dockerfile, target, args }), ([field, value]) => {
    if (value !== undefined)
      bad(field, `nothing, as ${recipeFields.join(', ')} take the place of a Dockerfile`, show(value))
  })
  return { kind: 'recipe', recipe }
}

/** A Dockerfile outside of its context can't be sent. */
function inside(path: string): string {
  const isOutside = path === '' || path.startsWith('/') || path.split('/').includes('..')
  return isOutside ? bad('dockerfile', "a file inside the profile's folder", show(path)) : path
}
