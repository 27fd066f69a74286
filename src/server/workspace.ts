import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ServerFailure } from '../present/failures/server.ts'

/** What a task works on: `empty`, or a folder in the server's own, wherever links lead. `undefined`: that one itself. */
export async function workspaceOf(
  top: string | undefined,
  given: string | undefined,
): Promise<Result<string | undefined, ServerFailure>> {
  if (given === undefined || given === 'empty') return ok(given ?? top)
  const [folder, realTop] = await Promise.all([real(resolve(top ?? '/', given)), real(top)])
  const isInside = realTop !== undefined && `${folder}${sep}`.startsWith(`${realTop}${sep}`)
  return folder !== undefined && isInside
    ? ok(folder)
    : fail({
        reason: 'wrong-request',
        field: 'workspace',
        expected: 'empty, or a folder in this server’s own',
      })
}

const real = (path: string | undefined): Promise<string | undefined> =>
  path === undefined ? Promise.resolve(undefined) : realpath(path).catch(() => undefined)
