import { constants, existsSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, parse, resolve } from 'node:path'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { WorkerFailure } from '../worker-failure.ts'

/** Folders whose binding, or that of one above them, would hand a worker the engine or the system; never bound, also when named. */
const engineState = ['/var/lib/docker', '/var/run', '/run', '/proc', '/sys', '/dev', '/etc', '/boot']

/**
 * The folder a worker works on, with its symbolic links resolved. Not named, it is the current folder, but then never $HOME or /:
 * binding those is too much to do silently.
 */
export function resolveWorkspace(
  given: string | undefined,
  place: { readonly cwd: string; readonly home: string },
): Result<string, WorkerFailure> {
  const typed = given === undefined ? place.cwd : expandHome(given, place.home)
  const path = isAbsolute(typed) ? typed : resolve(place.cwd, typed)
  let real: string
  try {
    real = realpathSync(path)
    if (!statSync(real).isDirectory())
      return fail({ reason: 'workspace-missing', path, detail: 'it is not a folder' })
  } catch (error) {
    return fail({
      reason: 'workspace-missing',
      path,
      detail: whyUnusable(error),
    })
  }
  if (
    engineState.some(
      (folder) =>
        real === folder || real.startsWith(`${folder}/`) || (real !== '/' && folder.startsWith(`${real}/`)),
    )
  ) {
    return fail({ reason: 'workspace-refused', path: real, why: 'engine-state' })
  }
  if (real === parse(real).root) return fail({ reason: 'workspace-refused', path: real, why: 'root' })
  if (given === undefined && real === realOrSame(place.home))
    return fail({ reason: 'workspace-refused', path: real, why: 'home' })
  return ok(real)
}

function whyUnusable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'it is unreadable'
  return (
    {
      ENOENT: 'there is no such folder',
      EACCES: 'you may not look into it',
      ELOOP: 'its links lead in a circle',
    }[code] ?? code
  )
}

/** A home that isn't there can't be the current folder. */
function realOrSame(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

const expandHome = (path: string, home: string): string =>
  path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path

/** A sentence when the worker's user can't write the workspace, as when root runs hal and the folder is root's. */
export function workspaceWarning(
  path: string,
  user: { readonly uid: number; readonly gid: number },
): string | undefined {
  if (user.uid === 0 || canWrite(path, user)) return undefined
  const chown = `\`chown -R ${user.uid}:${user.gid} ${path}\``
  const ways = existsSync(join(path, '.git'))
    ? `--branch NAME gives it a clone of its own; or share this one with ${chown}, which your own git then has to be told of (safe.directory)`
    : `share it with ${chown}, or start hal as the folder's owner`
  return `the worker (uid ${user.uid}) can't write ${path}: ${ways}`
}

function canWrite(path: string, user: { readonly uid: number; readonly gid: number }): boolean {
  const { uid, gid, mode } = statSync(path)
  if (uid === user.uid) return (mode & constants.S_IWUSR) !== 0
  if (gid === user.gid && (mode & constants.S_IWGRP) !== 0) return true
  if ((mode & constants.S_IWOTH) !== 0) return true
  return false
}
