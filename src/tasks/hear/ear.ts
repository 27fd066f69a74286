import type { StreamReader } from '../../agents/stream/stream-reader.ts'
import { ok } from '../../lib/result.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { Limits } from '../drive/limits.ts'
import type { TaskResult } from '../task-failure.ts'
import type { Account } from './account.ts'

/** How a driver has to do with an agent: by what it prints alone, or by a talk. */
export interface Ear {
  /** Before it is heard. */
  readonly open: () => TaskResult<void>
  readonly hear: (bytes: Uint8Array) => TaskResult<void>
  /** Somebody may have said something to it. */
  readonly heed: () => TaskResult<void>
  /** Its output has ended. */
  readonly end: () => TaskResult<void>
  /** It has done all that it was told, and is told no more: how its program ends after that is of no interest. */
  readonly isClosed: boolean
  /** Why it can't be told anything. */
  readonly lost: WorkerFailure | undefined
}

/** Of one that is told nothing but its prompt. */
export const readingEar = (
  reader: StreamReader,
  { account, limits }: { readonly account: Account; readonly limits: Limits },
): Ear => ({
  open: async () => ok(undefined),
  hear: async (bytes) => {
    const events = reader.read(bytes)
    limits.heard(events)
    await account.keep(events)
    return ok(undefined)
  },
  heed: async () => ok(undefined),
  end: async () => {
    await account.keep(reader.end())
    return ok(undefined)
  },
  isClosed: false,
  lost: undefined,
})
