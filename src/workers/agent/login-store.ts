import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { takeFileLock } from '../../lib/file-lock.ts'
import { replaceFile } from '../../lib/replace-file.ts'

/**
 * Where hal keeps logins: a folder an agent, in it what its program would have in HOME. For the person's eyes alone. What begins with a
 * dot is hal's own.
 */
const folderOf = (dataDir: string): string => join(dataDir, 'logins')

export const loginFile = (dataDir: string, agent: string, path: string): string =>
  join(folderOf(dataDir), agent, path)

export const hasLoginFile = (dataDir: string, agent: string, path: string): boolean =>
  existsSync(loginFile(dataDir, agent, path))

export const readLoginFile = (dataDir: string, agent: string, path: string): string | undefined =>
  readIfThere(loginFile(dataDir, agent, path))

/** Each file is the old one or the new one, whole, and once this resolves, the new one. Under the lock. */
export async function keepLogin(
  dataDir: string,
  agent: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, text] of files)
    await replaceFile(loginFile(dataDir, agent, path), text, { isPrivate: true, isDurable: true })
}

/** Answers whether there was one. Under the lock: a login that is renewed just now would come back. */
export function forgetLogin(dataDir: string, agent: string): boolean {
  // A name that leads elsewhere is none of them.
  if (!keptLogins(dataDir).includes(agent)) return false
  rmSync(join(folderOf(dataDir), agent), { recursive: true })
  rmSync(notesFile(dataDir, agent), { force: true })
  return true
}

export const keptLogins = (dataDir: string): readonly string[] =>
  existsSync(folderOf(dataDir))
    ? readdirSync(folderOf(dataDir))
        .filter((name) => !name.startsWith('.'))
        .toSorted((a, b) => (a < b ? -1 : 1))
    : []

/** Longer than a renewal that goes wrong, and the workers that it is handed to, take. */
const patienceMs = 90_000

/** One hal at a time renews a login, hands it over, replaces or forgets it. `undefined`: another one does, and didn't end. */
export function lockLogin(
  dataDir: string,
  agent: string,
  signal: AbortSignal,
): Promise<Disposable | undefined> {
  mkdirSync(folderOf(dataDir), { recursive: true, mode: 0o700 })
  return takeFileLock(join(folderOf(dataDir), `.${agent}.lock`), { patienceMs, signal })
}

/** What hal remembers of a login, all by digests. */
export interface LoginNotes {
  /** The refresh token that its maker takes no more. */
  readonly refused?: string
  /** The access token that all workers of an engine had, by engine and owner. */
  readonly handed?: Readonly<Record<string, string>>
}

const notesFile = (dataDir: string, agent: string): string => join(folderOf(dataDir), `.${agent}.json`)

/** Nothing where they can't be read: then hal looks again. */
export function readLoginNotes(dataDir: string, agent: string): LoginNotes {
  try {
    return JSON.parse(readIfThere(notesFile(dataDir, agent)) ?? '{}') as LoginNotes
  } catch {
    return {}
  }
}

export const writeLoginNotes = (dataDir: string, agent: string, notes: LoginNotes): Promise<void> =>
  replaceFile(notesFile(dataDir, agent), JSON.stringify(notes), { isPrivate: true })

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
