import { closest } from '../../lib/closest.ts'
import { all, at, bad, each, flag, list, record, show, string, strings } from './declaration.ts'
import type { FetchedTool, PackageSet, Recipe, ToolSource } from './recipe.ts'

/** The fields of a declaration that make up its recipe. */
export const recipeFields = ['packages', 'fetch', 'env', 'command'] as const

/** The recipe among a declaration's fields; `undefined` where it has none of them, and a Dockerfile says what to do. */
export function recipeOf(fields: Readonly<Record<string, unknown>>): Recipe | undefined {
  if (!recipeFields.some((field) => fields[field] !== undefined)) return undefined
  const { packages = [], fetch = {}, env = {}, command } = fields
  return all<Recipe>({
    packages: () => packageSets(packages),
    fetch: () => each(Object.entries(record(fetch, 'fetch')), ([name, value]) => tool(name, value)),
    env: () => variables(env),
    command: () => (command === undefined ? undefined : list(command, 'command')),
  })
}

/** They stand in a line of a Dockerfile each. */
function variables(value: unknown): Readonly<Record<string, string>> {
  const pairs = strings(value, 'env')
  each(Object.entries(pairs), ([name, text]) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      bad(at('env', name), 'a name of letters, digits and underscores', name)
    if (/[\u0000-\u001f\u007f]/.test(text)) bad(at('env', name), 'one line of text', show(text))
  })
  return pairs
}

/** Names that stand together are one set; so is each object. They are installed in the order given. */
function packageSets(value: unknown): readonly PackageSet[] {
  if (!Array.isArray(value)) return bad('packages', 'a list', show(value))
  const sets: PackageSet[] = []
  let plain: string[] = []
  each<unknown, void>(value, (item, index) => {
    const path = `packages[${index}]`
    if (typeof item !== 'string') {
      plain = []
      sets.push(packageSet(record(item, path), path))
      return
    }
    if (plain.length === 0) sets.push({ kind: 'installed', suite: undefined, names: plain })
    plain.push(packageName(item, path))
  })
  return sets
}

function packageSet(item: Readonly<Record<string, unknown>>, path: string): PackageSet {
  const named = (field: string) => packageName(string(item[field], at(path, field)), at(path, field))
  if (item['unpack'] !== undefined) {
    const { files } = only(item, path, ['unpack', 'files'])
    return {
      kind: 'unpacked',
      name: named('unpack'),
      files: list(files, at(path, 'files')).map(absolute(path)),
    }
  }
  const { names } = only(item, path, ['suite', 'names', 'unpack', 'files'])
  const all = list(names, at(path, 'names')).map((name) => packageName(name, at(path, 'names')))
  return { kind: 'installed', suite: named('suite'), names: all }
}

const absolute =
  (path: string) =>
  (file: string): string =>
    /^\/[\w@%+=:,./*-]+$/.test(file) ? file : bad(at(path, 'files'), 'absolute paths', show(file))

/** Never something that apt takes for an option. */
const packageName = (text: string, path: string): string =>
  /^[a-z0-9][a-z0-9.+-]*(=[\w.:+~-]+)?$/.test(text) ? text : bad(path, "a Debian package's name", show(text))

function tool(name: string, value: unknown): FetchedTool {
  const path = at('fetch', name)
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
    bad(path, 'a name in lower-case letters, digits and hyphens', name)
  const fields = only(record(value, path), path, ['npm', 'url', 'put', 'link', 'optional', 'licence'])
  return all<FetchedTool>({
    name: () => name,
    source: () => source(fields, path),
    put: () => targets(fields['put'] ?? {}, at(path, 'put')),
    link: () => strings(fields['link'] ?? {}, at(path, 'link')),
    isOptional: () => flag(fields['optional'] ?? false, at(path, 'optional')),
    licence: () =>
      fields['licence'] === undefined ? undefined : string(fields['licence'], at(path, 'licence')),
  })
}

function source({ npm, url }: Readonly<Record<string, unknown>>, path: string): ToolSource {
  if ((npm === undefined) === (url === undefined))
    return bad(path, 'either "npm" (a package) or "url"', npm === undefined ? 'neither' : 'both')
  if (npm !== undefined) return { kind: 'npm', package: string(npm, at(path, 'npm')) }
  const text = string(url, at(path, 'url'))
  return text.startsWith('https://')
    ? { kind: 'url', url: text }
    : bad(at(path, 'url'), 'an address that begins with https://', show(text))
}

function targets(value: unknown, path: string): Readonly<Record<string, string>> {
  const pairs = strings(value, path)
  each(Object.entries(pairs), ([from, to]) => {
    if (!to.startsWith('/')) bad(at(path, from), 'an absolute path in the image', show(to))
  })
  return pairs
}

function only(
  fields: Readonly<Record<string, unknown>>,
  path: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  each(Object.keys(fields), (key) => {
    if (!known.includes(key)) bad(at(path, key), `one of ${known.join(', ')}`, key, closest(key, known))
  })
  return fields
}
