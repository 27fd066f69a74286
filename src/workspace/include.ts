import { constants, copyFileSync, existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ok, type Result } from '../lib/result.ts'
import type { HostGit } from './host-git.ts'
import type { Repository } from './repository.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/** Beside `.gitignore`, in its syntax: which files that git doesn't keep come along. */
const includeFile = '.worktreeinclude'

/**
 * Copies what the repository's `.worktreeinclude` names and git doesn't keep, `.env` perhaps, and tells the clone's git to leave it
 * alone: it must not come back as a part of the branch. Links stay behind. Nobody but hal has written to `folder` so far.
 */
export async function copyIncluded(
  git: HostGit,
  { repository, folder }: { readonly repository: Repository; readonly folder: string },
): Promise<Result<void, WorkspaceFailure>> {
  const { path, isBare } = repository
  if (isBare || !existsSync(join(path, includeFile))) return ok(undefined)
  const named = await git.ask(path, [
    ...['ls-files', '-z', '--others', '--ignored', `--exclude-from=${join(path, includeFile)}`],
  ])
  if (!named.ok) return named
  const files = named.value
    .split('\0')
    .filter(
      (name) => name !== '' && lstatSync(join(path, name), { throwIfNoEntry: false })?.isFile() === true,
    )
  for (const name of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    copyFileSync(join(path, name), join(folder, name), constants.COPYFILE_FICLONE)
  }
  const patterns = files.map((name) => `/${escaped(name)}\n`).join('')
  if (patterns !== '') writeFileSync(join(folder, '.git/info/exclude'), patterns)
  return ok(undefined)
}

/** As a pattern that means this file alone. */
const escaped = (name: string): string =>
  name
    .replaceAll(/[\\*?[\]!#]/g, (character) => `\\${character}`)
    .replace(/ +$/, (blanks) => '\\ '.repeat(blanks.length))
