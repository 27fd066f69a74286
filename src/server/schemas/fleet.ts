import { z } from 'zod'
import { described } from './described.ts'
import { which } from './worker.ts'

export const following = which.extend({
  form: described(
    z.enum(['facts']).optional(),
    '`facts`: all that is known of those workers that fit, as a hal elsewhere reads it, which may change with any version; without: a row a worker',
  ),
})

export const watching = z.object({
  window: described(z.string().min(1).optional(), 'without: the agent’s, or its shell'),
})

export const said = z.object({ version: z.literal(1), worker: z.string() })
