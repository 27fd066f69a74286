import { isPreviewVisible } from '../layout.ts'
import type { Change, Model } from '../model.ts'

/** The terminal is the one that the person types into, as far as it says. */
export const withFocus =
  (hasFocus: boolean): Change =>
  (model) =>
    model.hasFocus === hasFocus ? model : { ...model, hasFocus }

/** The person sees what this worker does: they are attached to it, or its screen is before them. */
export const isLooking = (model: Model, name: string): boolean =>
  name === model.selected && (model.isAway || (model.hasFocus && isPreviewVisible(model)))

const report = /\u001b\[([IO])/g

/** Takes the terminal's reports of its focus out of what is typed, and says the last one. */
export const focusReports =
  (onFocus: (hasFocus: boolean) => void) =>
  (typed: Buffer): Buffer => {
    if (!typed.includes('\u001b[I') && !typed.includes('\u001b[O')) return typed
    const text = typed.toString('latin1')
    const last = [...text.matchAll(report)].at(-1)?.[1]
    if (last !== undefined) onFocus(last === 'I')
    return Buffer.from(text.replaceAll(report, ''), 'latin1')
  }
