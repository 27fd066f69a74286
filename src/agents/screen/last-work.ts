import { findBox } from './find-box.ts'
import type { ScreenRules } from './screen-rules.ts'
import { shownLines } from './shown-lines.ts'
import { talkParagraphs } from './shown-work.ts'
import { oneLine } from './take-text.ts'

/**
 * The last thing that an agent has said or done, as its screen shows it: a line of the talk above its prompt box, without frames; 500 bytes
 * at most. Empty where there is no talk; `undefined` on a screen without a prompt box, which is a dialog, or something else.
 */
export function lastWork(lines: readonly string[], rules: ScreenRules): string | undefined {
  const shown = shownLines(lines, rules)
  const box = findBox(shown, rules.box)
  if (box === undefined) return undefined
  const above = shown.slice(0, box.from).map(({ text }) => text)
  const asides = [...rules.chrome, ...rules.asides]
  const isAside = (paragraph: readonly string[]): boolean =>
    paragraph.some((line) => asides.some((each) => each.test(line)))
  return (
    talkParagraphs(above, rules)
      .filter((paragraph) => !isAside(paragraph))
      .flat()
      .map((line) => oneLine([line])?.replace(spinner, ''))
      .findLast((line) => line !== undefined && hasWords(line)) ?? ''
  )
}

/** It turns, and says nothing. */
const spinner = /^[\u2800-\u28ff]\s+/

/** A line of frames or bullets alone says nothing. */
export const hasWords = (line: string): boolean => /[\p{L}\p{N}]/u.test(line)
