import { type KeyRecord, keymap, whereOf } from '../keymap.ts'
import type { Model } from '../model.ts'
import { clip, widthOf } from '../text.ts'
import type { Theme } from '../theme.ts'

/** How a key is written: `⏎`, `ctrl-c`; arrows and the return sign in letters where there is no unicode. */
export const keyWords = ({ shown, keys }: KeyRecord, theme: Theme): string => {
  const written = shown ?? keys[0] ?? ''
  return theme.isUnicode ? written : written.replace('⏎', 'enter').replace('↓', 'down').replace('↑', 'up')
}

/** The keys that do something here and now, generated from their records; as many as fit. */
export const footer = (model: Model, theme: Theme): string => {
  const where = whereOf(model)
  const parts = keymap
    .filter((record) => record.where === where && record.isInFooter === true)
    .filter((record) => record.isDisabled?.(model) === undefined)
    .map((record) => ({ key: keyWords(record, theme), label: labelOf(record, model) }))
  let line = ' '
  for (const { key, label } of parts) {
    const part = `${theme.paint.accent(key)} ${theme.paint.dim(label)}  `
    if (widthOf(line) + widthOf(part) - 2 > model.size.columns) break
    line += part
  }
  return clip(line.trimEnd(), model.size.columns, '')
}

const labelOf = ({ handler, label }: KeyRecord, model: Model): string => {
  const row = model.snapshot.workers.find(({ worker }) => worker.name === model.selected)
  return handler === 'freeze' && row?.worker.phase.kind === 'frozen' ? 'thaw' : label
}

/** The line above the footer: what the last action came to, or the filter that is on. */
export const toastLine = (model: Model, theme: Theme): string => {
  const { toast, filter, dialog, size } = model
  if (dialog === undefined && toast !== undefined) {
    const tone = toast.kind === 'failure' ? 'bad' : toast.kind === 'good' ? 'good' : 'dim'
    const step = toast.nextStep === undefined ? '' : `${theme.glyphs.separator}${toast.nextStep}`
    return ` ${theme.paint[tone](clip(toast.text + step, size.columns - 2, theme.glyphs.ellipsis))}`
  }
  if (dialog === undefined && filter !== '')
    return theme.paint.dim(` filter: ${filter}${theme.glyphs.separator}esc clears it`)
  return ''
}
