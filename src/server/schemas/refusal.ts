import { z } from 'zod'

/** As `answer.ts` writes it. */
export const refused = z.object({
  /** What happened, in a sentence. */
  error: z.string(),
  /** Why, for programs. */
  details: z.looseObject({ reason: z.string(), message: z.string(), next: z.string().optional() }),
  retry_after: z.number().optional(),
  timestamp: z.iso.datetime(),
})
