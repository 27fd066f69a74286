import { withoutStyles } from '../looks/text.ts'
import type { Model } from '../model.ts'
import { readingOf } from './pane-state.ts'
import { firstShown, plainLines, selectionOf } from './reading.ts'
import { screenOf } from './screen-tab.ts'

/** What a person means by "copy": the lines they selected, else those before their eyes, a screen whole. No empty ones at its end. */
export const visibleText = (model: Model, rows: number): readonly string[] => {
  const reading = readingOf(model)
  if (reading === undefined && model.tab === 'screen')
    return withoutEmptyEnd((screenOf(model)?.lines ?? []).map((line) => withoutStyles(line).trimEnd()))
  const lines = plainLines(model)
  const selection = reading === undefined ? undefined : selectionOf(reading)
  if (selection !== undefined) return lines.slice(selection.from, selection.to + 1)
  const from = firstShown(model, { count: lines.length, rows })
  return withoutEmptyEnd(lines.slice(from, from + rows))
}

const withoutEmptyEnd = (lines: readonly string[]): readonly string[] =>
  lines.slice(0, lines.findLastIndex((line) => line !== '') + 1)
