import { printable } from '../../lib/printable.ts'
import { wrapUpTo } from '../looks/text.ts'
import type { Dialog } from '../model.ts'
import type { Place } from '../view.ts'

/** Whose words would be dropped, and for which. */
export const sendOverLines = (
  { name, draft, text }: Extract<Dialog, { kind: 'send-over' }>,
  { model, theme, height }: Place,
): readonly string[] => {
  const columns = model.size.columns - 2
  const { ellipsis } = theme.glyphs
  const rows = Math.max(1, Math.floor((height - 7) / 2))
  const shown = (words: string) => wrapUpTo(printable(words), { columns: columns - 2, rows, ellipsis })
  return [
    '',
    ` ${theme.paint.warning(`drop the words in ${name}'s prompt box?`)}`,
    ...shown(draft).map((line) => `   ${line}`),
    '',
    ' In their place it gets:',
    ...shown(text).map((line) => `   ${line}`),
  ]
}
