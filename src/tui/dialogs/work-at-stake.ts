import { isTiny } from '../layout.ts'
import { wrapUpTo } from '../looks/text.ts'
import type { Dialog } from '../model.ts'
import type { Place } from '../view.ts'
import { workersInWords } from './target.ts'

/** What would be lost, and how it is kept. */
export const workAtStakeLines = (
  { doomed }: Extract<Dialog, { kind: 'lose-work' }>,
  { model, theme, height }: Place,
): readonly string[] => {
  const columns = model.size.columns - 2
  const { ellipsis } = theme.glyphs
  const [only = { name: '' }, ...others] = doomed
  const whom = others.length === 0 ? only.name : workersInWords(doomed.length)
  const them = others.length === 0 ? 'it' : 'them'
  const isShort = isTiny(model.size)
  const question = isShort ? `lose work of ${whom}?` : `remove ${whom} with work that is nowhere else?`
  const asked = wrapUpTo(question, { columns, rows: 2, ellipsis })
  const after = wrapUpTo(
    isShort
      ? `esc keeps ${them}.`
      : `Y removes ${them} all the same, and that is gone for good. esc keeps ${them}; \`:pull\` brings a clone's branch home.`,
    { columns, rows: 3, ellipsis },
  )
  const rows = Math.max(1, height - after.length - asked.length - (isShort ? 0 : 3))
  const what = doomed.flatMap(({ why }) =>
    why.flatMap((line) => wrapUpTo(line, { columns, rows: 3, ellipsis })),
  )
  const shown = what.length > rows ? [...what.slice(0, rows - 1), ellipsis] : what
  return [
    '',
    ...asked.map((line) => ` ${theme.paint.bad(line)}`),
    ...shown.map((line) => ` ${line}`),
    '',
    ...after.map((line) => ` ${line}`),
  ]
}
