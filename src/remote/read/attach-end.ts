import * as z from 'zod/mini'
import type { EngineFailure } from '../../engines/engine-failure.ts'
import { fail, ok } from '../../lib/result.ts'
import type { AttachEnd, WorkerResult } from '../../workers/verbs.ts'
import { failureFacts, failureOf, jsonOf } from '../refusal.ts'
import { name } from './worker.ts'

export type EndSaid = Awaited<WorkerResult<AttachEnd>>

const worker = name
const attachEnd = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['detached', 'worker-frozen', 'worker-restarted', 'worker-removed']),
    worker,
  }),
  z.object({ kind: z.literal('worker-ended'), worker, exitCode: z.int(), isOom: z.boolean() }),
  z.object({ kind: z.literal('engine-lost'), worker, failure: failureFacts }),
])

const said = z.object({
  type: z.literal('end'),
  end: z.optional(attachEnd),
  failure: z.optional(failureFacts),
})

/** Why a terminal is over; `undefined`: it is not. */
export function readEnd(text: string): EndSaid | undefined {
  const read = said.safeParse(jsonOf(text))
  if (!read.success) return undefined
  const { end, failure } = read.data
  if (failure !== undefined) return fail(failureOf(failure))
  return end === undefined ? undefined : ok(endOf(end))
}

const endOf = (end: z.output<typeof attachEnd>): AttachEnd =>
  // Whatever it says, it is said of the server's engine.
  end.kind === 'engine-lost' ? { ...end, failure: failureOf(end.failure) as EngineFailure } : end
