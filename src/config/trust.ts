import { createHash } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { replaceOwnFile } from '../lib/replace-file.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ConfigFailure } from './config-failure.ts'
import { findProjectConfig } from './find-files.ts'
import { isCode } from './is-code.ts'
import { makeStateDir } from './paths.ts'

/** The config of the project that `cwd` is in; `undefined`: there is none. */
export const projectConfigFile = findProjectConfig

/** The person has read this file: from now on it may run, as it is now. Kept in `<stateDir>/trusted.json`, for the person alone. */
export const trustConfig = async ({
  file,
  stateDir,
}: {
  readonly file: string
  readonly stateDir: string
}): Promise<Result<void, ConfigFailure>> => {
  let said: { readonly path: string; readonly digest: string }
  try {
    const path = realpathSync(resolve(file))
    said = { path, digest: digestOf(readFileSync(path)) }
  } catch (error) {
    return fail({ reason: 'config-unreadable', file, detail: wordsOf(error) })
  }
  try {
    const trusted = { ...readTrusted(stateDir), [said.path]: said.digest }
    makeStateDir(stateDir)
    replaceOwnFile(trustedFile(stateDir), `${JSON.stringify(trusted, undefined, 2)}\n`)
    return ok(undefined)
  } catch (error) {
    return fail({ reason: 'trust-unkept', file, folder: stateDir, detail: wordsOf(error) })
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What stands between a file and its being read. Data, and what the person wrote, needs no trust. */
export type FileTrust = 'not-needed' | 'trusted' | 'changed' | 'never-trusted'

export const trustOf = (
  { kind, path }: { readonly kind: 'user' | 'project'; readonly path: string },
  stateDir: string,
): FileTrust => {
  if (kind === 'user' || !isCode(path)) return 'not-needed'
  try {
    return trustIn(path, { content: readFileSync(path), stateDir })
  } catch {
    // Not there, or not to be read: nobody can have trusted what it is now.
    return 'never-trusted'
  }
}

/** What was said of this file, if its content is `content`. */
export const trustIn = (
  file: string,
  { content, stateDir }: { readonly content: Buffer; readonly stateDir: string },
): 'trusted' | 'changed' | 'never-trusted' => {
  const digest = readTrusted(stateDir)[realpathSync(file)]
  if (digest === undefined) return 'never-trusted'
  return digest === digestOf(content) ? 'trusted' : 'changed'
}

const trustedFile = (stateDir: string): string => join(stateDir, 'trusted.json')

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

const readTrusted = (stateDir: string): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = JSON.parse(readFileSync(trustedFile(stateDir), 'utf8'))
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    // Not there yet, or broken: nothing is trusted, which is the safe side.
    return {}
  }
}
