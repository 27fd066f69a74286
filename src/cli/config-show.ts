import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { print, printJson } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { options }) => {
  const { config, origins, leftAside } = context.config
  if (isSet(options, 'json')) {
    printJson(context, {
      version: 1,
      config,
      ...(isSet(options, 'origin') ? { origins: Object.fromEntries(origins), leftAside } : {}),
    })
    return 0
  }
  const originOf = (path: string): string => {
    const ignored = leftAside.filter((limit) => limit.path === path)
    const words = ignored.map(
      ({ value, file }) => ` (${value} in ${file} is left aside: a project can only lower it)`,
    )
    return [originAt(origins, path), ...words].join('')
  }
  const rows = flatten(config, '').map(([path, value]) => [
    { text: path },
    { text: value },
    { text: isSet(options, 'origin') ? originOf(path) : '' },
  ])
  print(context, table(rows).join('\n'))
  return 0
}

/** What is said as a whole (`dashboard.keys`) is the origin of all that is in it. */
function originAt(origins: ReadonlyMap<string, string>, path: string): string {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')))
  return origins.get(path) ?? (parent === '' ? 'default' : originAt(origins, parent))
}

/** `images.base debian:bookworm-slim`: one row a value, lists and maps of the person's own as JSON. */
function flatten(value: object, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(
    ([key, inner]: [string, unknown]): readonly (readonly [string, string])[] => {
      const path = prefix === '' ? key : `${prefix}.${key}`
      const isGroup =
        typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0
      if (isGroup) return flatten(inner, path)
      return inner === undefined ? [] : [[path, typeof inner === 'string' ? inner : JSON.stringify(inner)]]
    },
  )
}
