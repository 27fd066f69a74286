interface Meant {
  readonly suggestion: string | undefined
  readonly isBranch?: boolean | undefined
}

/** Which worker somebody meant who named none, as the beginning of a line; empty where nobody knows. */
export function meantWords({ suggestion, isBranch }: Meant): string {
  if (suggestion === undefined) return ''
  return isBranch === true ? `It is the branch of ${suggestion}: name that. ` : `Did you mean ${suggestion}? `
}
