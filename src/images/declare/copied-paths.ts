import { atOrBelow } from '../../lib/context-files.ts'

/**
 * What a Dockerfile takes from its context, as patterns of paths in it; `undefined`: nobody can say without building it, or all of it.
 * Nothing that it might take is missing.
 */
export function copiedPaths(dockerfile: string): readonly string[] | undefined {
  const paths = instructions(dockerfile).flatMap((line): readonly (string | undefined)[] => {
    const [, copied] = /^(?:ONBUILD\s+)?(?:COPY|ADD)\s+(.*)$/is.exec(line) ?? []
    if (copied !== undefined) return sourcesOf(copied)
    return [...line.matchAll(/--mount=(\S+)/g)].flatMap(([, mount = '']) => boundBy(mount))
  })
  const known = paths.flatMap((path) => path ?? [])
  return known.length === paths.length ? [...new Set(known)] : undefined
}

/** Whether it may take this file of its context. */
export function mayTake(dockerfile: string, file: string): boolean {
  const paths = copiedPaths(dockerfile)
  return paths === undefined || atOrBelow(paths)(file)
}

/** One a line, without comments. */
const instructions = (dockerfile: string): readonly string[] =>
  dockerfile
    .replaceAll(/^\s*#.*$/gm, '')
    .replaceAll(/\\[ \t]*\r?\n\s*/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim())

function sourcesOf(copied: string): readonly (string | undefined)[] {
  if (/(^|\s)--from=/.test(copied)) return []
  const words = copied.replaceAll(/(^|\s)--\S+/g, ' ').trim()
  const sources = (words.startsWith('[') ? listed(words) : words.split(/\s+/)).slice(0, -1)
  return sources.filter((source) => !/^(https?:\/\/|git@|<<)/.test(source)).map(pathOf)
}

function listed(words: string): readonly string[] {
  try {
    return [JSON.parse(words)].flat().map(String)
  } catch {
    return ['.', '']
  }
}

/** A mount that isn't of another kind or from elsewhere is one of the context. */
function boundBy(mount: string): readonly (string | undefined)[] {
  const facts = new Map(
    mount.split(',').map((fact) => [fact.split('=')[0], fact.slice(fact.indexOf('=') + 1)]),
  )
  const kind = facts.get('type') ?? 'bind'
  if (kind !== 'bind' || facts.has('from')) return []
  return [pathOf(facts.get('source') ?? facts.get('src') ?? '.')]
}

const pathOf = (source: string): string | undefined => {
  const path = source
    .replace(/^["']|["']$/g, '')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '')
  return path === '' || path === '.' || /[$\\]|(^|\/)\.\.(\/|$)|^!/.test(path) ? undefined : path
}
