import type { Change } from '../model.ts'
import { type Broken, noBrokenParts, type Part } from './broken.ts'
import { loadOf } from './fleet-load.ts'

export const withBroken =
  (part: Part, broken: Broken): Change =>
  (model) => ({
    ...model,
    views: { ...model.views, broken: { ...model.views.broken, [part]: broken } },
  })

/** Writes all of the screen anew: nobody knows what the terminal made of what it showed. */
export const repainted: Change = (model) => ({
  ...model,
  views: { ...model.views, redraws: model.views.redraws + 1 },
})

/** The same, and tries the parts again that broke. */
export const redrawn: Change = (model) =>
  repainted({ ...model, views: { ...model.views, broken: noBrokenParts } })

/** Ten minutes. */
const betweenMs = 2000
const kept = 300

/** Remembers what the fleet uses, with the news that came anyway. While the engine is lost, nothing is known. */
export const withLoad =
  (now: Date): Change =>
  (model) => {
    const { load } = model.views
    const last = load.at(-1)
    if (model.snapshot.engine.kind === 'lost') return model
    if (last !== undefined && now.getTime() - last.at.getTime() < betweenMs) return model
    const sum = loadOf(model.snapshot)
    if (sum === undefined) return model
    return { ...model, views: { ...model.views, load: [...load.slice(1 - kept), { ...sum, at: now }] } }
  }
