import { type KeyRecord, whereOf } from '../keys/key-record.ts'
import { keyWords } from '../keys/key-words.ts'
import { clip, widthOf, wrapUpTo } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import type { View } from '../view.ts'

/** The keys that do something here and now, generated from their records; the ones to keep, and as many more as fit. */
export const footer = ({ model, theme, keymap }: View): string => {
  const where = whereOf(model)
  const records = keymap
    .filter((record) => record.where === where && isShown(record, model))
    .filter((record) => record.isDisabled?.(model) === undefined)
  const width = (record: KeyRecord) => widthOf(keyWords(record, theme)) + labelOf(record, model).length + 3
  const kept = records.filter(({ isKept }) => isKept === true)
  let room = model.size.columns - kept.reduce((sum, record) => sum + width(record), 0)
  const shown = records.filter((record) => {
    if (record.isKept === true) return true
    room -= width(record)
    return room >= 0
  })
  const parts = shown.map(
    (record) => `${theme.paint.accent(keyWords(record, theme))} ${theme.paint.dim(labelOf(record, model))}`,
  )
  return clip(` ${parts.join('  ')}`, model.size.columns, '')
}

const isShown = ({ isInFooter = false }: KeyRecord, model: Model): boolean =>
  typeof isInFooter === 'function' ? isInFooter(model) : isInFooter

const labelOf = ({ label }: KeyRecord, model: Model): string =>
  typeof label === 'function' ? label(model) : label

/** The lines above the footer, one or as many as there is room for: what the last action came to, or the filter that is on. */
export const toastLines = (model: Model, theme: Theme): readonly string[] => {
  const { toast, filter, dialog, size } = model
  // A form stays open while something it was asked for is done.
  const isInForm = dialog?.kind === 'start' && toast?.kind === 'good'
  if ((dialog === undefined || isInForm) && toast !== undefined) {
    const tone = toast.kind === 'failure' ? 'bad' : toast.kind === 'good' ? 'good' : 'dim'
    const step = toast.nextStep === undefined ? '' : `${theme.glyphs.separator}${toast.nextStep}`
    return wrapUpTo(toast.text + step, {
      columns: size.columns - 2,
      rows: Math.max(1, Math.min(4, Math.floor(size.rows / 4))),
      ellipsis: theme.glyphs.ellipsis,
    }).map((line) => ` ${theme.paint[tone](line)}`)
  }
  if (dialog === undefined && filter !== '')
    return [theme.paint.dim(` filter: ${filter}${theme.glyphs.separator}esc clears it`)]
  return ['']
}
