import { z } from 'zod'
import { which } from './worker.ts'

/** `facts`: all that is known of each worker, as a hal elsewhere reads it, of those that fit alone. */
export const following = which.extend({ form: z.enum(['facts']).optional() })

export const watching = z.object({ window: z.string().min(1).optional() })

export const said = z.object({ version: z.literal(1), worker: z.string() })
