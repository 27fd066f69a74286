import { z } from 'zod'

/** As `answer.ts` writes it. */
export const refused = z.object({
  /** What happened, in a sentence. */
  error: z.string(),
  /** Why, for programs. */
  details: z.looseObject({ reason: z.string(), message: z.string(), next: z.string().optional() }),
  /** Further sentences. */
  why: z.array(z.string()).optional(),
  /** That a hal ends with which says so. */
  exit_code: z.int(),
  /** What a command had printed, in base64. */
  stdout: z.string().optional(),
  retry_after: z.number().optional(),
  timestamp: z.iso.datetime(),
})

/** The same as RFC 9457 has it. */
export const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
