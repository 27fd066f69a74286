import { fail, ok, type Result } from '../../lib/result.ts'
import type { EngineResult } from '../engine.ts'
import type { EngineFailure } from '../engine-failure.ts'

/** What opens the engine on the folder `dir`; a failure where that can't be written. */
export function opened<T>(dir: string, open: () => T): Result<T, EngineFailure> {
  try {
    return ok(open())
  } catch (thrown) {
    return fail(unwritable(thrown, dir))
  }
}

type Methods = Readonly<Record<string, (...args: never[]) => EngineResult<unknown>>>

/** The same methods, for which it is a failure that the folder `dir` can't be written, or has no room. */
export const writingTo = <M extends Methods>(dir: string, methods: M): M =>
  Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      async (...args: never[]) => {
        try {
          return await method(...args)
        } catch (thrown) {
          return fail(unwritable(thrown, dir))
        }
      },
    ]),
  ) as M

const refusals: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC', 'EDQUOT'])

/** Whatever else was thrown is a bug, and stays one. */
function unwritable(thrown: unknown, path: string): EngineFailure {
  if (!(thrown instanceof Error && 'code' in thrown && refusals.has(thrown.code))) throw thrown
  return { reason: 'engine-folder-unwritable', path, detail: thrown.message }
}
