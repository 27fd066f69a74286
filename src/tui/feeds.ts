import type { Fleet, FleetSnapshot } from '../workers/fleet.ts'
import type { Worker } from '../workers/worker.ts'
import { visibleNames } from './frame/table.ts'
import { isPreviewVisible, layoutOf } from './layout.ts'
import type { Model } from './model.ts'
import type { Store } from './store.ts'

/** News of a worker (its phase, its last line) is drawn at most this often; numbers alone more rarely; screens as often as eyes follow. */
const newsEveryMs = 200
const numbersEveryMs = 2000
const screenEveryMs = 33

/** Good news leaves by itself; a failure stays longer, and until Escape. */
const toastForMs = { news: 20_000, good: 6_000, failure: 60_000 } as const

export interface FeedsInput {
  readonly fleet: Fleet
  readonly store: Store
  readonly now: () => Date
}

/** Brings the fleet, the selected worker's screen and the clock into the store, each at its own calm pace, until disposed. */
export const openFeeds = ({ fleet, store, now }: FeedsInput): Disposable => {
  const snapshots = paced(() => store.dispatch({ kind: 'fleet', snapshot: fleet.snapshot(), now: now() }))
  const stopFleet = fleet.subscribe(() =>
    snapshots.due(isNews(store.model().snapshot, fleet.snapshot()) ? newsEveryMs : numbersEveryMs),
  )
  const watch = screenFeed(fleet, store)
  const clock = clockFeed(store, now)
  const interest = interestFeed(fleet)
  let busy = store.model().busy
  const follow = () => {
    const model = store.model()
    // What hal just did to a worker is shown with the word that it is done: the next key may depend on it.
    if (model.busy !== busy) snapshots.due(0)
    busy = model.busy
    watch.follow(isPreviewVisible(model) ? model.selected : undefined)
    clock.follow(model)
    interest(model)
  }
  const stopStore = store.subscribe(follow)
  follow()
  return {
    [Symbol.dispose]: () => {
      stopStore()
      stopFleet()
      for (const feed of [clock, watch, snapshots]) feed[Symbol.dispose]()
    },
  }
}

/** Something a person would notice, rather than a new sample of the same. */
const isNews = (before: FleetSnapshot, after: FleetSnapshot): boolean =>
  before.engine.kind !== after.engine.kind ||
  before.workers.length !== after.workers.length ||
  after.workers.some((row, index) => {
    const old = before.workers[index]
    return old === undefined || old.lastLine !== row.lastLine || isChanged(old.worker, row.worker)
  })

/** A fleet may make new worker objects with each sample, so what counts is in them. */
const isChanged = (before: Worker, after: Worker): boolean =>
  before.containerId !== after.containerId ||
  before.activity !== after.activity ||
  before.phase.kind !== after.phase.kind ||
  before.phase.since.getTime() !== after.phase.since.getTime()

/** Runs `task` when due, never sooner than the asked pause after it ran last; several asks become one run. */
const paced = (task: () => void): Disposable & { readonly due: (pauseMs: number) => void } => {
  let ranAt = Number.NEGATIVE_INFINITY
  let dueAt = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const run = () => {
    ranAt = performance.now()
    dueAt = Number.POSITIVE_INFINITY
    task()
  }
  return {
    due: (pauseMs) => {
      const at = Math.max(performance.now(), ranAt + pauseMs)
      if (at >= dueAt) return
      dueAt = at
      clearTimeout(timer)
      timer = setTimeout(run, Math.max(0, at - performance.now()))
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}

/** The screen of one worker at a time; none while nobody can see it. */
const screenFeed = (
  fleet: Fleet,
  store: Store,
): Disposable & { readonly follow: (name: string | undefined) => void } => {
  let watched: { readonly name: string; readonly stop: () => void } | undefined
  const watch = (name: string) => {
    const latest: { screen?: Parameters<Parameters<Fleet['watchScreen']>[0]['onScreen']>[0] } = {}
    const draw = paced(() => {
      if (latest.screen !== undefined) store.dispatch({ kind: 'screen', name, screen: latest.screen })
    })
    const held = fleet.watchScreen({
      name,
      onScreen: (screen) => {
        latest.screen = screen
        draw.due(screenEveryMs)
      },
    })
    return () => {
      draw[Symbol.dispose]()
      held[Symbol.dispose]()
    }
  }
  return {
    follow: (name) => {
      if (name === watched?.name) return
      watched?.stop()
      watched = undefined
      if (name !== undefined) watched = { name, stop: watch(name) }
    },
    [Symbol.dispose]: () => watched?.stop(),
  }
}

/** Moves the ages on and takes old toasts away: rarely, because every tick draws a frame. */
const clockFeed = (
  store: Store,
  now: () => Date,
): Disposable & { readonly follow: (model: Model) => void } => {
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  const tick = () => {
    timer = undefined
    dueAt = Number.POSITIVE_INFINITY
    const { toast } = store.model()
    const at = now()
    if (toast !== undefined && at.getTime() - toast.at.getTime() >= toastForMs[toast.kind])
      store.dispatch({ kind: 'toast', toast: undefined })
    store.dispatch({ kind: 'tick', now: at })
  }
  return {
    follow: (model) => {
      const nowMs = now().getTime()
      const toastAt =
        model.toast === undefined ? undefined : model.toast.at.getTime() + toastForMs[model.toast.kind]
      const at = Math.max(
        nowMs + 100,
        Math.min(toastAt ?? Number.POSITIVE_INFINITY, nowMs + tickEveryMs(model, nowMs)),
      )
      if (timer !== undefined && dueAt <= at) return
      clearTimeout(timer)
      dueAt = at
      timer = setTimeout(tick, Math.max(0, at - nowMs))
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}

const tickEveryMs = ({ snapshot, isAway }: Model, nowMs: number): number => {
  if (isAway) return 60_000
  if (snapshot.engine.kind === 'lost') return 1000
  const isYoung = snapshot.workers.some(({ worker }) => nowMs - worker.phase.since.getTime() < 60_000)
  return isYoung ? 5000 : 20_000
}

/** Numbers are streamed for the rows in sight only. */
const interestFeed = (fleet: Fleet): ((model: Model) => void) => {
  let asked = ''
  return (model) => {
    const layout = layoutOf(model)
    const height = layout.kind === 'tiny' || layout.kind === 'screen' ? 0 : layout.listRows
    const names = model.isAway || height === 0 ? [] : visibleNames(model, height)
    const key = names.toSorted((a, b) => (a < b ? -1 : 1)).join(' ')
    if (key === asked) return
    asked = key
    fleet.setStatsInterest(names)
  }
}
