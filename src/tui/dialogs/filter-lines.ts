import { isTiny } from '../layout.ts'
import { filterKeys, unknownKeyIn } from '../list/filter.ts'
import { leftInWords } from '../list/rows.ts'
import { wrap, wrapUpTo } from '../looks/text.ts'
import type { Dialog } from '../model.ts'
import type { Place } from '../view.ts'
import { editorLine } from './editor-line.ts'

/** The words that are typed, how many workers they leave, and what can be typed; of a key that there isn't, which ones there are. */
export const filterLines = (
  { editor }: Extract<Dialog, { kind: 'filter' }>,
  place: Place,
): readonly string[] => ['', ` / ${editorLine(editor, place, { taken: 5 })}`, '', ...hintLines(place)]

const hintLines = ({ model, theme }: Place): readonly string[] => {
  const { columns, rows } = model.size
  const { dim, warning } = theme.paint
  const unknown = unknownKeyIn(model.filter)
  const tone = unknown === undefined ? dim : warning
  const hint =
    unknown === undefined
      ? 'what a row says, or key=value; ! inverts.'
      : `no key is called "${unknown}"${rows < leastRowsForKeys ? '.' : ''}`
  const left = `${leftInWords(model)}${theme.glyphs.separator}`
  const room = { columns: columns - 2, ellipsis: theme.glyphs.ellipsis }
  const keys = `Keys: ${filterKeys.join(', ')}, label:`
  if (rows >= leastRowsForKeys)
    return [` ${dim(left)}${tone(hint)}`, ...wrap(keys, room.columns).map((line) => ` ${dim(line)}`)]
  // The hint is read whole; of the keys there is what fits.
  const isHintAlone = isTiny(model.size) && unknown === undefined
  const most = isTiny(model.size) ? Math.max(1, rows - 2) : 2
  return wrapUpTo(`${left}${hint}${isHintAlone ? '' : ` ${keys}`}`, { ...room, rows: most }).map(
    (line) => ` ${tone(line)}`,
  )
}

/** In fewer, they would take the rows of the list. */
const leastRowsForKeys = 20
