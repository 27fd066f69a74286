import { printable } from '../lib/printable.ts'
import type { Paint, Tone } from './style.ts'

/** A line of a diff for a person's terminal. A worker's files may have anything in them. */
export const diffLine = (line: string, paint: Paint): string => paint[toneOf(line)](clean(line))

const clean = (line: string): string => printable(line.replaceAll('\t', '    '))

const tones: readonly (readonly [RegExp, Tone])[] = [
  [/^diff --git /, 'strong'],
  [/^(?:index|old mode|new mode|new file|deleted file|similarity|rename|---|\+\+\+) ?/, 'dim'],
  [/^@@/, 'accent'],
  [/^\+/, 'good'],
  [/^-/, 'bad'],
]

const toneOf = (line: string): Tone => tones.find(([pattern]) => pattern.test(line))?.[1] ?? 'plain'
