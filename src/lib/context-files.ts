import { readdir, readFile, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import dockerignore from '@balena/dockerignore'

/**
 * One entry of a build context. Modes keep only what git keeps: 0755 for folders and executables, 0644 for the rest, so that a
 * person's umask changes neither an image nor its fingerprint.
 */
export type ContextEntry =
  | { readonly kind: 'directory'; readonly path: string; readonly mode: 0o755 }
  | { readonly kind: 'file'; readonly path: string; readonly mode: 0o755 | 0o644 }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }

/**
 * What of a folder belongs to its build: all that `.dockerignore` leaves in, sorted by path, with `/` between names. Files named in
 * `keep` are in whatever `.dockerignore` says. With `only`, patterns of paths, nothing but what is at or below them. Sockets, pipes and
 * devices are left out. Throws when the folder can't be read.
 */
export async function contextFiles(
  dir: string,
  options: { readonly keep?: readonly string[]; readonly only?: readonly string[] } = {},
): Promise<readonly ContextEntry[]> {
  const ignoreFile = await readFile(join(dir, '.dockerignore'), 'utf8').catch(() => '')
  const ignored = dockerignore.default({ ignorecase: false }).add(ignoreFile)
  const kept = new Set(options.keep)
  const { only } = options
  const isWanted = only === undefined ? () => true : atOrBelow(only)
  // A pattern with `!` may bring back a file of an ignored folder: only then such folders are walked.
  const hasExceptions = /^\s*!/m.test(ignoreFile)
  const entries: ContextEntry[] = []

  const walk = async (folder: string): Promise<void> => {
    for (const found of await readdir(join(dir, folder), { withFileTypes: true })) {
      const path = folder === '' ? found.name : `${folder}/${found.name}`
      const isIn = kept.has(path) || (!ignored.ignores(path) && isWanted(path))
      if (found.isDirectory()) {
        if (isIn) entries.push({ kind: 'directory', path, mode: 0o755 })
        const mayHave = hasExceptions || (only?.some((pattern) => mayLeadTo(path, pattern)) ?? false)
        if (isIn || mayHave || [...kept].some((file) => file.startsWith(`${path}/`))) await walk(path)
      } else if (isIn && found.isSymbolicLink()) {
        entries.push({ kind: 'symlink', path, target: await readlink(join(dir, path)) })
      } else if (isIn && found.isFile()) {
        const { mode } = await stat(join(dir, path))
        entries.push({ kind: 'file', path, mode: mode & 0o111 ? 0o755 : 0o644 })
      }
    }
  }
  await walk('')
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Tells of a path whether it is one that these patterns name, or below one. */
export function atOrBelow(patterns: readonly string[]): (path: string) => boolean {
  const others = ['*', ...patterns.map((pattern) => `!${pattern}`)]
  const rest = dockerignore.default({ ignorecase: false }).add(others)
  return (path) => !rest.ignores(path)
}

/** Whether a folder may have, at any depth, what a pattern names. */
const mayLeadTo = (folder: string, pattern: string): boolean => {
  const parts = pattern.split('/')
  return folder.split('/').every((name, at) => parts[at] === name || /[*?[]/.test(parts[at] ?? ''))
}
