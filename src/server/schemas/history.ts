import { z } from 'zod'
import { described } from './described.ts'

export const whatHistory = z.object({
  since: described(z.iso.datetime().optional(), 'what happened before that is left out'),
  limit: described(z.coerce.number().int().min(1).max(1_000).default(1_000), 'the latest so many'),
})

/** As `present/history.ts` writes it; only what all have is named here. */
const happening = z.looseObject({
  at: z.iso.datetime(),
  worker: z.string(),
  containerId: z.string(),
  what: z.string(),
})

export const someHistory = z.object({
  version: z.literal(1),
  history: z.array(happening),
  /** Why workers that are there could not be asked what nobody has noted yet. */
  unasked: z.looseObject({ reason: z.string(), message: z.string() }).optional(),
})
