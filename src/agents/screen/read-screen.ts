import { findBox } from './find-box.ts'
import { linesOf, type ScreenParts } from './region.ts'
import type { ScreenRule, ScreenRules } from './screen-rules.ts'
import { shownLines } from './shown-lines.ts'
import { takeText } from './take-text.ts'
import type { Verdict } from './verdict.ts'

/**
 * What a pane's screen says by an agent's rules; `lines` as `capture-pane -e` prints them, with their colours. The first rule that matches decides; then the
 * prompt box, if there is one: nothing works, so it is `ready`, or `half-typed`. Everything else is `unknown`: half a screen, a menu, another program.
 */
export const readScreen = (lines: readonly string[], rules: ScreenRules): Verdict => {
  const shown = shownLines(lines, rules)
  const box = findBox(shown, rules.box)
  const parts = { lines: shown.map(({ text }) => text), box, chrome: rules.chrome }
  const typed = box === undefined || box.typed === '' ? {} : { typed: box.typed }
  for (const rule of rules.rules) {
    const found = match(rule, parts)
    if (found !== undefined) return { ...found, ...typed }
  }
  if (box === undefined) return { kind: 'unknown', rule: isBlank(parts.lines) ? 'blank' : 'none' }
  return box.typed === ''
    ? { kind: 'ready', rule: 'empty-box' }
    : { kind: 'half-typed', rule: 'typed-box', ...typed }
}

const isBlank = (lines: readonly string[]): boolean => lines.every((line) => line.trim() === '')

const match = (rule: ScreenRule, parts: ScreenParts): Verdict | undefined => {
  if (rule.isTyped === true && (parts.box?.typed ?? '') === '') return undefined
  const lines = linesOf(rule.in, parts)
  const isThere = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line))
  if (lines.length === 0 || !rule.has.every(isThere) || rule.hasNot?.some(isThere) === true) return undefined
  const text = rule.text === undefined ? undefined : takeText(lines, rule.text)
  const resetsAt = rule.resetsAt?.exec(text ?? '')?.[1]
  return {
    kind: rule.says,
    rule: rule.id,
    ...(text !== undefined && { text }),
    ...(resetsAt !== undefined && { resetsAt }),
  }
}
