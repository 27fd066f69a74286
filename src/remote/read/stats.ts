import * as z from 'zod/mini'
import { maybe, maybeNumber, moment } from './fields.ts'

const traffic = <A extends string, B extends string>(a: A, b: B) =>
  maybe(z.object({ [a]: z.number(), [b]: z.number() } as Record<A | B, z.ZodMiniNumber>))

/** What a worker uses. */
export const stats = z.object({
  ...{ cpuPercent: maybeNumber, memoryBytes: z.number(), memoryLimitBytes: z.number(), pids: z.number() },
  ...{ network: traffic('received', 'sent'), disk: traffic('read', 'written'), at: moment },
})
