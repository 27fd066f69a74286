import { type PlainPart, plainLines, plainParts } from '../lib/plain-parts.ts'
import type { Permission } from './talk.ts'

/**
 * What an agent asks, as a person reads it: its own words, whole where they are the cut beginning of what it would do, and besides them what
 * they leave out of that.
 */
export function askedWords(words: string, input: unknown): Pick<Permission, 'title' | 'about'> {
  const parts = plainParts(input)
  const title = wholeWords(
    words,
    parts.map(({ text }) => text),
  )
  const about = plainLines(parts.filter((part) => !isSaidIn(title, part, parts))).join('\n')
  return { title, about: about.length > longest ? `${about.slice(0, longest - 1)}…` : about }
}

function wholeWords(words: string, texts: readonly string[]): string {
  if (words === '') return texts[0] ?? ''
  const whole = texts.find((text) => isCutFrom(words, text))
  return whole === undefined ? words : `${toolIn(words)}${whole}`
}

/** Whether these words are the beginning of that text, perhaps behind a tool's name: `Bash: npm te…`. */
export function isCutFrom(words: string, text: string): boolean {
  const shown = words.slice(toolIn(words).length)
  return shown.endsWith('…') && squeezed(text).startsWith(squeezed(shown.slice(0, -1)))
}

const toolIn = (words: string): string => /^\w+: /.exec(words)?.[0] ?? ''

/** At its end, as in its middle a short text may stand by chance. One of several of its name says which of them the others are about. */
const isSaidIn = (title: string, { name, text }: PlainPart, all: readonly PlainPart[]): boolean =>
  ` ${squeezed(title)}`.endsWith(` ${squeezed(text)}`) &&
  all.filter((part) => part.name === name).length === 1

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** In characters. A person who wants to read more looks at what it would do. */
const longest = 4000
