import * as z from 'zod/mini'
import { ok } from '../lib/result.ts'
import type { SendInput, Sent, WorkerResult } from '../workers/verbs.ts'
import { workerPath } from './path.ts'
import { maybe } from './read/fields.ts'
import type { Wire } from './wire.ts'

export const proof = z.object({
  by: z.enum(['hook', 'screen', 'queue', 'echo']),
  tookMs: z.number(),
  isExact: z.optional(z.boolean()),
})

const sent = z.object({ worker: z.string(), window: z.string(), proof: maybe(proof) })

/** Asked once, and never again: what broke off in the middle may have arrived. */
export async function sendToWorker(wire: Wire, input: SendInput): WorkerResult<Sent> {
  const { text, keys, window, isEnterLeftOut = false, draft, signal } = input
  const body = { text, keys, window, enter: !isEnterLeftOut, clear: draft === 'clear' }
  const done = await wire.ask({ method: 'POST', path: workerPath(input, 'send'), body, signal }, sent)
  if (!done.ok) return done
  const { proof: taken, ...where } = done.value
  return ok({ ...where, ...(taken === undefined ? {} : { proof: proofOf(taken) }) })
}

export const proofOf = ({ by, tookMs, isExact }: z.output<typeof proof>): NonNullable<Sent['proof']> => ({
  ...{ by, tookMs },
  ...(isExact === undefined ? {} : { isExact }),
})
