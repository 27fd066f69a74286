import { randomBytes } from 'node:crypto'
import { lchownSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '../lib/result.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/** Whose the files are on this machine. */
export interface FolderOwner {
  readonly uid: number
  readonly gid: number
}

/** A new folder of hal's own for a worker, below one that only the person may enter. No two have the same name, ever. */
export function newFolder(dataDir: string, worker: string): Result<string, WorkspaceFailure> {
  const path = join(dataDir, 'workspaces', `${worker}-${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(join(dataDir, 'workspaces'), { recursive: true, mode: 0o700 })
    mkdirSync(path, { mode: 0o755 })
    return ok(path)
  } catch (error) {
    return fail({ reason: 'workspace-unmade', path, detail: wordsOf(error) })
  }
}

/** Gives a folder that hal has just filled to the worker's user. Nobody else may have written there yet. */
export function giveFolder(path: string, owner: FolderOwner): void {
  lchownSync(path, owner.uid, owner.gid)
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true }))
    lchownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid)
}

/**
 * Removes a folder whose worker is gone, whatever stands there: nothing is followed, and folders that nobody may enter are opened first.
 * Answers why not, in words.
 */
export async function removeFolderOf(path: string): Promise<string | undefined> {
  try {
    await rm(path, { recursive: true, force: true })
    return undefined
  } catch {
    // A folder in it may be closed even to its owner.
  }
  try {
    await openUp(path)
    await rm(path, { recursive: true, force: true })
    return undefined
  } catch (error) {
    return wordsOf(error)
  }
}

async function openUp(folder: string): Promise<void> {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return
  await chmod(folder, 0o700)
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await openUp(join(folder, entry.name))
}

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'it is not known why'
