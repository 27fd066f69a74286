import * as z from 'zod/mini'

/** Absent, `null` and `undefined` are the same to a reader. */
export const maybe = <S extends z.ZodMiniType>(schema: S) =>
  z.pipe(
    z.nullish(schema),
    z.transform((value: z.output<S> | null | undefined) => value ?? undefined),
  )

/** ISO 8601. */
export const moment = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
)

export const maybeWords = maybe(z.string())
export const maybeNumber = maybe(z.number())
export const maybeMoment = maybe(moment)
