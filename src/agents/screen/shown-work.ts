import { findBox } from './find-box.ts'
import { linesOf } from './region.ts'
import { screenLines } from './screen-lines.ts'
import type { ScreenRules } from './screen-rules.ts'
import { shownLines } from './shown-lines.ts'

/**
 * What an agent at work has shown of it: the talk above its prompt box, without the paragraphs that say that it works. Their clocks and
 * spinners move on as well while nobody answers it. Without rules, or a box, all of the screen.
 */
export function shownWork(lines: readonly string[], rules: ScreenRules | undefined): string {
  const shown = rules === undefined ? screenLines(lines) : shownLines(lines, rules)
  const texts = shown.map(({ text }) => text)
  const box = rules === undefined ? undefined : findBox(shown, rules.box)
  if (rules === undefined || box === undefined) return texts.join('\n').trim()
  return talkParagraphs(texts.slice(0, box.from), rules)
    .map((paragraph) => paragraph.join('\n'))
    .join('\n\n')
}

/** The paragraphs of what stands above a prompt box that don't only say that it works. */
export const talkParagraphs = (
  above: readonly string[],
  rules: ScreenRules,
): readonly (readonly string[])[] => paragraphsOf(above).filter((paragraph) => !saysItWorks(paragraph, rules))

const paragraphsOf = (lines: readonly string[]): readonly (readonly string[])[] => {
  const paragraphs: string[][] = [[]]
  for (const line of lines)
    if (line === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(line)
  return paragraphs.filter(({ length }) => length > 0)
}

const saysItWorks = (paragraph: readonly string[], { rules, chrome }: ScreenRules): boolean => {
  // As if it were all that stands above the box.
  const parts = { lines: paragraph, box: { from: paragraph.length, to: paragraph.length, typed: '' }, chrome }
  return rules.some(
    ({ says, has, in: region }) =>
      says === 'working' &&
      region !== 'below' &&
      has.every((pattern) => linesOf(region, parts).some((line) => pattern.test(line))),
  )
}
