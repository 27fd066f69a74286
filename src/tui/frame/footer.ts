import type { Tone } from '../../present/style.ts'
import { type KeyRecord, labelOf, recordsIn, whereOf } from '../keys/key-record.ts'
import { footerWords } from '../keys/key-words.ts'
import { marksInWords } from '../list/marked.ts'
import { leftInWords } from '../list/rows.ts'
import { clip, widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import type { Toast } from '../toast.ts'
import type { View } from '../view.ts'
import { byNeed } from './footer-order.ts'
import { shownToast, toastText } from './toast-text.ts'

/** The keys that do something here and now, generated from their records; the ones to keep, and as many more as fit. */
export const footer = (view: View): string => lineOf(footerKeys(view), view)

/** The same where there is next to no room: what answers comes before what leaves, which the help has. */
export const tinyFooter = (view: View): string =>
  lineOf(footerKeys(view, ['help', 'help.close', 'back']), view)

const lineOf = (keys: ReturnType<typeof footerKeys>, { model, theme, keymap }: View): string => {
  const parts = keys.map(
    ({ record }) =>
      `${theme.paint.accent(footerWords(record, keymap, theme))} ${theme.paint.dim(labelOf(record, model))}`,
  )
  return clip(` ${parts.join('  ')}`, model.size.columns, '')
}

/** The same, one by one, and how many columns each takes. `keep`: the ids of those to keep, unless their records say it. */
export const footerKeys = (
  { model, theme, keymap }: View,
  keep?: readonly string[],
): readonly { readonly record: KeyRecord; readonly width: number }[] => {
  const where = whereOf(model)
  const acting = recordsIn(keymap, where)
    .filter((record) => isShown(record, model) && record.keys.length > 0)
    .filter((record) => record.isDisabled?.(model) === undefined)
  const records = byNeed(acting, model).map((record) => ({
    record,
    width: widthOf(footerWords(record, keymap, theme)) + 1 + widthOf(labelOf(record, model)),
  }))
  const isKept = ({ id, isKept = false }: KeyRecord) => keep?.includes(id) ?? isKept
  const kept = records.filter(({ record }) => isKept(record))
  // One blank before the first, two between two.
  let room = model.size.columns + 1 - kept.reduce((sum, { width }) => sum + width + 2, 0)
  return records.filter(({ record, width }) => {
    if (isKept(record)) return true
    room -= width + 2
    return room >= 0
  })
}

const isShown = ({ isInFooter = false }: KeyRecord, model: Model): boolean =>
  typeof isInFooter === 'function' ? isInFooter(model) : isInFooter

/** The lines above the footer, one or as many as there is room for: what the last action came to, or the filter that is on. */
export const toastLines = (model: Model, theme: Theme): readonly string[] => {
  const toast = shownToast(model)
  if (toast === undefined) return [model.dialog === undefined ? choiceLine(model, theme) : '']
  return toastText(toast, model, theme.glyphs).map((line) => ` ${theme.paint[toneOf(toast)](line)}`)
}

const toneOf = ({ kind, isWarning = false }: Toast): Tone => {
  if (kind === 'failure') return 'bad'
  if (isWarning) return 'warning'
  return kind === 'good' ? 'good' : 'dim'
}

/** What the person has picked out of the list, as long as it holds; in another view nothing is done to them. */
const choiceLine = (model: Model, theme: Theme): string => {
  if (model.view !== 'workers') return ''
  const { separator } = theme.glyphs
  const marks = marksInWords(model)
  const parts = [
    ...(marks === '' ? [] : [marks]),
    ...(model.filter === '' ? [] : [`filter: ${model.filter}${separator}${leftInWords(model)}`]),
  ]
  if (parts.length === 0) return ''
  return theme.paint.dim(
    ` ${parts.join(separator)}${separator}esc clears ${marks === '' ? 'it' : 'the marks'}`,
  )
}
