import { printable } from '../../lib/printable.ts'
import { isTiny } from '../layout.ts'
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
  const isShort = isTiny(model.size)
  const question = isShort ? `drop ${name}'s draft?` : `drop the words in ${name}'s prompt box?`
  const asked = wrapUpTo(question, { columns, rows: 2, ellipsis })
  const rows = Math.max(1, Math.floor((height - asked.length - 6) / 2))
  const shown = (words: string) => wrapUpTo(printable(words), { columns: columns - 2, rows, ellipsis })
  return [
    '',
    ...asked.map((line) => ` ${theme.paint.warning(line)}`),
    ...shown(draft).map((line) => `   ${line}`),
    '',
    isShort ? ' It gets instead:' : ' In their place it gets:',
    ...shown(text).map((line) => `   ${line}`),
  ]
}
