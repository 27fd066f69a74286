// Small readers of what the engine answers. Wrong shapes become the empty value of their kind: no field of an answer is trusted.

export type Fields = Readonly<Record<string, unknown>>

export const fields = (value: unknown): Fields => (isFields(value) ? value : {})

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const texts = (value: unknown): readonly string[] =>
  list(value).filter((item) => typeof item === 'string')

export const labelsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields(value)).map(([key, label]) => [key, text(label)]))

/** `undefined` for the zero time, which the engine uses for "never". */
export function dateOf(value: unknown): Date | undefined {
  const date = new Date(text(value))
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() <= 1 ? undefined : date
}
