import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../lib/replace-file.ts'

/** Where hal keeps logins: a folder an agent, in it what its program would have in HOME. For the person's eyes alone. */
const folderOf = (dataDir: string): string => join(dataDir, 'logins')

export const loginFile = (dataDir: string, agent: string, path: string): string =>
  join(folderOf(dataDir), agent, path)

export const hasLoginFile = (dataDir: string, agent: string, path: string): boolean =>
  existsSync(loginFile(dataDir, agent, path))

/** Each file is the old one or the new one, whole. */
export async function keepLogin(
  dataDir: string,
  agent: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, text] of files)
    await replaceFile(loginFile(dataDir, agent, path), text, { isPrivate: true })
}

/** Answers whether there was one. */
export function forgetLogin(dataDir: string, agent: string): boolean {
  // A name that leads elsewhere is none of them.
  if (!keptLogins(dataDir).includes(agent)) return false
  rmSync(join(folderOf(dataDir), agent), { recursive: true })
  return true
}

export const keptLogins = (dataDir: string): readonly string[] =>
  existsSync(folderOf(dataDir)) ? readdirSync(folderOf(dataDir)).toSorted((a, b) => (a < b ? -1 : 1)) : []
