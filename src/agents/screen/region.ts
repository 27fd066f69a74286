import type { PromptBox } from './find-box.ts'
import type { Region } from './screen-rules.ts'

/** The region's lines, without empty ones at its end; empty where the screen has no such region. */
export const linesOf = (region: Region, { lines, box, chrome }: ScreenParts): readonly string[] => {
  if (region === 'below') return box === undefined ? [] : lines.slice(box.to)
  if (region === 'talk') return box === undefined ? [] : lastParagraph(lines.slice(0, box.from), chrome)
  if (typeof region === 'number') return box === undefined ? [] : lines.slice(0, box.from).slice(-region)
  // A dialog takes the box's place.
  if (box !== undefined) return []
  const shown = lines.slice(0, lines.findLastIndex((line) => line !== '') + 1)
  if ('end' in region) return shown.filter((line) => line !== '').slice(-region.end)
  const { top, head, bottom } = region
  if (!bottom.test(shown.at(-1) ?? '')) return []
  const from = shown.findLastIndex((line) => top.test(line))
  if (from === -1 || head?.test(shown[from + 1] ?? '') === false) return []
  return shown.slice(from)
}

export interface ScreenParts {
  readonly lines: readonly string[]
  readonly box: PromptBox | undefined
  readonly chrome: readonly RegExp[]
}

const lastParagraph = (lines: readonly string[], chrome: readonly RegExp[]): readonly string[] => {
  let end = lines.length
  for (;;) {
    end = lines.findLastIndex((line, at) => at < end && line !== '') + 1
    if (end === 0) return []
    const from = lines.findLastIndex((line, at) => at < end && line === '') + 1
    const paragraph = lines.slice(from, end)
    if (!paragraph.some((line) => chrome.some((each) => each.test(line)))) return paragraph
    end = from
  }
}
