import { untilNextAgeMs } from '../../present/duration.ts'
import { stateSince } from '../../present/worker.ts'
import { withToast } from '../changes.ts'
import { layoutOf } from '../layout.ts'
import { isShown } from '../list/plan.ts'
import { selectedRow } from '../list/rows.ts'
import { visibleRows } from '../list/table.ts'
import type { Model } from '../model.ts'
import type { Store } from '../store.ts'
import { isToBeRead, type Toast } from '../toast.ts'
import { isBuilding } from '../views/images/images-state.ts'
import { agesInPulse } from '../views/pulse-view.ts'

/** Good news leaves by itself; what is to be read stays until a person has seen it. */
const toastForMs = { news: 20_000, good: 6_000, failure: Number.POSITIVE_INFINITY }

/** Seconds of a few workers are drawn each as it passes; those of many begin at as many moments, and are drawn once a second. */
const few = 2
const betweenTicksMs = { few: 100, many: 1000 }
/** Right after the age has changed, whatever a timer's rounding. */
const afterChangeMs = 2

export interface ClockFeed extends Disposable {
  /** Looks anew at when the frame says something else. */
  readonly follow: (model: Model) => void
}

/** Draws a frame whenever a time in it changes, and at no other time: every tick costs one. Takes old toasts away. */
export const clockFeed = (given: {
  readonly store: Store
  readonly now: () => Date
  readonly draw: (at: Date) => void
}): ClockFeed => {
  const { store, now, draw } = given
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let tickedAt = Number.NEGATIVE_INFINITY
  const tick = () => {
    timer = undefined
    dueAt = Number.POSITIVE_INFINITY
    const at = now()
    tickedAt = at.getTime()
    const { toast } = store.model()
    if (toast !== undefined && at.getTime() >= endOf(toast)) store.news(withToast(undefined))
    draw(at)
  }
  return {
    follow: (model) => {
      const at = now()
      const nowMs = at.getTime()
      const toastAt = model.toast === undefined ? Number.POSITIVE_INFINITY : endOf(model.toast)
      const ages = model.isAway ? [] : agesIn(model).map((since) => untilNextAgeMs(since, at))
      const isFew = ages.filter((untilMs) => untilMs <= 1000).length <= few
      const changeAt = nowMs + Math.min(...ages, minuteMs - (nowMs % minuteMs)) + afterChangeMs
      const tickAt = Math.max(changeAt, tickedAt + betweenTicksMs[isFew ? 'few' : 'many'])
      const next = Math.min(tickAt, Math.max(toastAt, nowMs))
      if (next >= dueAt) return
      clearTimeout(timer)
      dueAt = next
      timer = setTimeout(tick, next - nowMs)
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}

const endOf = (toast: Toast): number =>
  toast.at.getTime() + toastForMs[isToBeRead(toast) ? 'failure' : toast.kind]

const minuteMs = 60_000

/** What the frame says the age of. */
const agesIn = (model: Model): readonly Date[] => {
  const { engine } = model.snapshot
  const lostSince = engine.kind === 'lost' ? [engine.since] : []
  const layout = layoutOf(model)
  if (layout.kind === 'tiny' || model.dialog?.kind === 'help') return lostSince
  if (model.view !== 'workers') return [...lostSince, ...agesInView(model)]
  const shown = layout.kind === 'screen' ? [selectedRow(model)] : visibleRows(model, layout.listRows)
  const births = isShown(model, 'age') ? shown.flatMap((row) => row?.worker.createdAt ?? []) : []
  return [
    ...lostSince,
    ...births,
    ...shown.flatMap((row) => (row === undefined ? [] : (stateSince(row.worker) ?? []))),
  ]
}

const agesInView = (model: Model): readonly Date[] => {
  const { images } = model.views
  // Steps of a build say how long they have taken.
  const steps = isBuilding(images) && images.build !== undefined ? [images.build.at] : []
  const old = images.failure === undefined || images.readAt === undefined ? [] : [images.readAt]
  if (model.view === 'images') return [...steps, ...old]
  return model.view === 'pulse' ? [...steps, ...agesInPulse(model)] : []
}
