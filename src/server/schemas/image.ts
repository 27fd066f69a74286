import { z } from 'zod'

/** As `present/profile.ts` writes it; only what programs ask for most is named here. */
const image = z.looseObject({ name: z.string(), state: z.looseObject({ kind: z.string() }) })

export const someImages = z.object({ version: z.literal(1), images: z.array(image) })
