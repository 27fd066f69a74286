import { printable } from '../../lib/printable.ts'
import type { ScreenLine } from './screen-lines.ts'
import type { BoxRule } from './screen-rules.ts'

/** Where the prompt box is among the lines, and what was typed into it. */
export interface PromptBox {
  /** The first line that belongs to it. */
  readonly from: number
  /** The first line below it. */
  readonly to: number
  readonly typed: string
}

/** `undefined` where there is none, or not all of it. */
export const findBox = (lines: readonly ScreenLine[], rule: BoxRule): PromptBox | undefined => {
  const bottom = bottomOf(lines, rule)
  if (bottom === undefined) return undefined
  const isStart = rule.top ?? rule.first
  let at = bottom - 1
  while (at >= 0 && !isStart.test(textAt(lines, at))) {
    if (!rule.row.test(textAt(lines, at))) return undefined
    at -= 1
  }
  const first = rule.top === undefined ? at : at + 1
  if (at < 0 || first >= bottom || !rule.first.test(textAt(lines, first))) return undefined
  return { from: at, to: bottom + 1, typed: typedIn(lines.slice(first, bottom), rule) }
}

const textAt = (lines: readonly ScreenLine[], at: number): string => lines[at]?.text ?? ''

const bottomOf = (lines: readonly ScreenLine[], rule: BoxRule): number | undefined => {
  let left = rule.footerLines
  let isProved = rule.footer === undefined
  for (let at = lines.length - 1; at >= 0 && left >= 0; at -= 1) {
    const text = textAt(lines, at)
    if (rule.bottom.test(text)) return isProved ? at : undefined
    if (text !== '') left -= 1
    isProved ||= rule.footer?.test(text) === true
  }
  return undefined
}

const typedIn = (rows: readonly ScreenLine[], rule: BoxRule): string => {
  const [before, after] = rule.padding ?? [0, 0]
  const content = rows.slice(before, rows.length - after).map(({ text, looks }) => {
    const lead = rule.lead.exec(text)?.[0].length ?? 0
    return { text: text.slice(lead), looks: looks.slice(lead) }
  })
  const typed = content.map(({ text }) => text.trimEnd()).join('\n')
  if (rule.placeholder === 'dim' ? isDim(content) : rule.placeholder.test(typed)) return ''
  return content
    .map(({ text }) => printable(text.trimEnd()))
    .join('\n')
    .trim()
}

/** The cursor stands on a placeholder's first character and hides its look. */
const isDim = (rows: readonly ScreenLine[]): boolean => {
  const looks = rows.flatMap((row) => row.looks.filter((_, at) => row.text.charAt(at).trim() !== ''))
  return looks.includes('dim') && !looks.includes('plain')
}
