import { printable } from '../../lib/printable.ts'
import type { TextPart } from './screen-rules.ts'

/** What the parts find in a region's lines, as one line; `undefined` where they find nothing. */
export const takeText = (lines: readonly string[], parts: readonly TextPart[]): string | undefined =>
  oneLine(parts.flatMap((part) => linesOf(lines, part)))

/** Without frames and with single spaces. */
const joined = (lines: readonly string[]): string =>
  printable(lines.join(' ').replace(/[─-╿▀-▟]/gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim()

/** The group of what is found in the lines as one line. */
const findJoined = (lines: readonly string[], pattern: RegExp): string | undefined => {
  const found = pattern.exec(joined(lines))
  return found === null ? undefined : oneLine([found[1] ?? found[0]])
}

const linesOf = (lines: readonly string[], part: TextPart): readonly string[] => {
  if ('joined' in part) return [findJoined(lines, part.joined) ?? '']
  if ('line' in part) {
    const found = part.line.exec(lines.findLast((line) => part.line.test(line)) ?? '')
    return [found?.[1] ?? found?.[0] ?? '']
  }
  const [after, before] = part.between
  const from = lines.findIndex((line) => after.test(line)) + 1
  if (from === 0) return []
  const length = lines.slice(from).findIndex((line) => before.test(line))
  return length === -1 ? [] : lines.slice(from, from + length)
}

/** What a mark's text may be long. */
const mostBytes = 500

/** Lines as one, without frames, cut to what a mark's text may be long; `undefined` where nothing is left. */
export const oneLine = (lines: readonly string[]): string | undefined => {
  const text = joined(lines)
  return text === '' ? undefined : cutToBytes(text)
}

/** A character is never cut in two. */
export const cutToBytes = (text: string): string => {
  if (Buffer.byteLength(text) <= mostBytes) return text
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(mostBytes - Buffer.byteLength('…')))
  return `${text.slice(0, read)}…`
}
