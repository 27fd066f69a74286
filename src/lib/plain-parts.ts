/** One thing that an object says, without its signs. */
export interface PlainPart {
  /** Of what it is, by the name next to it; empty: it has none. */
  readonly name: string
  readonly text: string
}

/** All that is said in a value, in its order: the same text once, and nothing where nothing is said. */
export function plainParts(value: unknown): readonly PlainPart[] {
  const parts = new Map<string, PlainPart>()
  const add = (name: string, inner: unknown): void => {
    if (typeof inner === 'object' && inner !== null) {
      for (const [key, deeper] of Object.entries(inner)) add(Array.isArray(inner) ? name : key, deeper)
      return
    }
    const text = String(inner ?? '').trim()
    const key = typeof inner === 'string' ? text : `${name}: ${text}`
    if (text !== '' && !parts.has(key)) parts.set(key, { name, text })
  }
  add('', value)
  return [...parts.values()]
}

/** `path: a.ts`, and what has more than one line below its name. One alone needs no name. */
export const plainLines = (parts: readonly PlainPart[]): readonly string[] =>
  parts.map(({ name, text }) =>
    name === '' || parts.length === 1 ? text : `${name}:${text.includes('\n') ? '\n' : ' '}${text}`,
  )
