import * as z from 'zod/mini'
import type { StoredNote } from '../../store/store.ts'
import type { Happening } from './happening.ts'

const text = z.string()
const maybeText = z.exactOptional(text)
const maybeNumber = z.exactOptional(z.number())

const what = z.discriminatedUnion('kind', [
  z.looseObject({
    ...{ kind: z.literal('started'), image: text, profile: maybeText, agent: maybeText },
    ...{ branch: maybeText, workspace: maybeText },
  }),
  z.looseObject({ kind: z.enum(['stopped', 'restarted', 'frozen', 'thawed', 'removed']) }),
  z.looseObject({ kind: z.literal('ended'), exitCode: maybeNumber, isOom: z.boolean(), why: maybeText }),
  z.looseObject({
    ...{ kind: z.literal('agent'), by: text, text: maybeText },
    activity: z.enum(['working', 'waiting', 'idle', 'done', 'limited', 'login-needed']),
  }),
  z.looseObject({ kind: z.literal('agent-ended'), exitCode: z.number() }),
])

const facts = z.looseObject({ containerId: text, begunMs: maybeNumber, what })

/** `undefined`: a newer hal's, which knows of more that can happen. */
export function happeningOf({ about, at, facts: kept }: StoredNote): Happening | undefined {
  const read = facts.safeParse(kept)
  if (!read.success) return undefined
  const { containerId, begunMs, what } = read.data
  return {
    name: about,
    containerId,
    at,
    begunAt: begunMs === undefined ? undefined : new Date(begunMs),
    what,
  }
}
