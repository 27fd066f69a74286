import * as z from 'zod/mini'
import type { Happening } from '../../workers/history/happening.ts'
import { failureFacts } from '../refusal.ts'
import { maybeMoment, maybeNumber, maybeWords, moment } from './fields.ts'
import { name } from './worker.ts'

const what = z.discriminatedUnion('what', [
  z.object({
    ...{ what: z.literal('started'), image: z.string(), profile: maybeWords, agent: maybeWords },
    ...{ branch: maybeWords, workspace: maybeWords },
  }),
  z.object({ what: z.enum(['stopped', 'restarted', 'frozen', 'thawed', 'removed']) }),
  z.object({ what: z.literal('ended'), exitCode: maybeNumber, isOom: z.boolean(), why: maybeWords }),
  z.object({
    ...{ what: z.literal('agent'), by: z.string(), text: maybeWords },
    activity: z.enum(['working', 'waiting', 'idle', 'done', 'limited', 'login-needed']),
  }),
  z.object({ what: z.literal('agent-ended'), exitCode: z.number() }),
])

const facts = z.object({ worker: name, containerId: z.string(), at: moment, begunAt: maybeMoment })

export const someHistory = z.object({ history: z.array(z.unknown()), unasked: z.optional(failureFacts) })

/** As `present/history.ts` writes it; `undefined` of what only a newer hal knows to happen. */
export function happeningOf(told: unknown): Happening | undefined {
  const shared = facts.safeParse(told)
  const own = what.safeParse(told)
  if (!shared.success || !own.success) return undefined
  const { worker, ...rest } = shared.data
  const { what: kind, ...more } = own.data
  // The schema has each kind's own facts; TypeScript loses which with which.
  return { name: worker, ...rest, what: { kind, ...more } as Happening['what'] }
}
