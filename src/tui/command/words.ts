/** A word of a line, and where it begins; quotes around it, or around blanks in it, are not part of it. */
export interface Word {
  readonly text: string
  readonly from: number
}

/** `--name "a b"` → `--name`, `a b`. A quote that is never closed goes on to the end. */
export const wordsOf = (line: string): readonly Word[] =>
  [...line.matchAll(/(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g)].map((match) => ({
    text: match[0].replaceAll(
      /"([^"]*)"?|'([^']*)'?/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    ),
    from: match.index,
  }))
