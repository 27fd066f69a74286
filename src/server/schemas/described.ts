import type { z } from 'zod'

/** What it is, for whoever reads /openapi.json or the reference that is made of it: beyond its name and kind. */
export const described = <T extends z.ZodType>(schema: T, description: string): T =>
  schema.meta({ description })
