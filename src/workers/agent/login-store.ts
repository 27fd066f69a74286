import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { takeFileLock } from '../../lib/file-lock.ts'
import { keepIfPossible, type ReservedFile, reserveFile } from '../../lib/replace-file.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WorkerResult } from '../worker-failure.ts'

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

/** Room for a login that is still to come. Dispose it. */
export interface LoginRoom extends AsyncDisposable {
  /** Each file is the old one or the new one, whole, and once this resolves, the new one. Under the lock. */
  readonly keep: (files: ReadonlyMap<string, string>) => Promise<void>
}

/** So many bytes for each of its files. What a maker answers can't be had again: a full disk is met before it is asked. */
export async function roomForLogin(
  dataDir: string,
  agent: string,
  sizes: ReadonlyMap<string, number>,
): Promise<LoginRoom> {
  const rooms = new Map<string, ReservedFile>()
  const release = async () => {
    for (const room of rooms.values()) await room[Symbol.asyncDispose]()
  }
  try {
    for (const [path, bytes] of sizes)
      rooms.set(path, await reserveFile(loginFile(dataDir, agent, path), bytes))
  } catch (thrown) {
    await release()
    throw thrown
  }
  return {
    keep: async (files) => {
      for (const [path, text] of files) await rooms.get(path)?.fill(text)
    },
    [Symbol.asyncDispose]: release,
  }
}

/** All of a login's files, or none. Under the lock. */
export async function keepLogin(
  dataDir: string,
  agent: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const sizes = [...files].map(([path, text]) => [path, Buffer.byteLength(text)] as const)
  await using room = await roomForLogin(dataDir, agent, new Map(sizes))
  await room.keep(files)
}

/** What a file system refuses of the store is no bug of hal's. */
export async function orUnkept<T>(dataDir: string, agent: string, task: () => Promise<T>): WorkerResult<T> {
  try {
    return ok(await task())
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return fail({ reason: 'login-unkept', agent, path: folderOf(dataDir), detail: error.message })
  }
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
        .filter((name) => !name.startsWith('.') && holdsFiles(join(folderOf(dataDir), name)))
        .toSorted((a, b) => (a < b ? -1 : 1))
    : []

/** A folder may have been made for a login that there was no room for. */
const holdsFiles = (folder: string): boolean =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
  readdirSync(folder, { recursive: true, withFileTypes: true }).some(
    (entry) => !entry.isDirectory() && !entry.name.endsWith('.new'),
  )

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

/** Where they can't be written, hal looks again, too. */
export const writeLoginNotes = (dataDir: string, agent: string, notes: LoginNotes): void =>
  keepIfPossible(notesFile(dataDir, agent), JSON.stringify(notes))

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
