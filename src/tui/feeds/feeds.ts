import type { Fleet, FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { atTime, withScreen } from '../changes.ts'
import { namesProfile } from '../command/names-profile.ts'
import { isPaneVisible, isPreviewVisible, layoutOf } from '../layout.ts'
import { litFeed } from '../list/lit-feed.ts'
import { rowsOf } from '../list/rows.ts'
import { withFleet } from '../list/selection.ts'
import { visibleRows } from '../list/table.ts'
import type { Model } from '../model.ts'
import type { Store } from '../store.ts'
import { mostMeasured } from '../views/pulse-view.ts'
import { withLoad } from '../views/view-changes.ts'
import { clockFeed } from './clock-feed.ts'
import { seenFeed } from './seen-feed.ts'

/** News of a worker (its phase, its last line) is drawn at most this often; numbers alone more rarely; screens as often as eyes follow. */
const newsEveryMs = 200
const numbersEveryMs = 2500
const screenEveryMs = 33

/** Numbers that are due so soon come with a frame that is drawn anyway. */
const soonMs = 900

export interface FeedsInput {
  readonly fleet: Fleet
  readonly store: Store
  readonly now: () => Date
  /** Reads what the views of images show. */
  readonly readImages?: () => void
}

/** Brings the fleet, the selected worker's screen and the clock into the store, each at its own calm pace, until disposed. */
export const openFeeds = ({ fleet, store, now, readImages }: FeedsInput): Disposable => {
  const snapshots = paced(() => store.news((model) => withLoad(now())(withFleet(fleet.snapshot())(model))))
  const stopFleet = fleet.subscribe(() =>
    snapshots.due(isNews(store.model().snapshot, fleet.snapshot()) ? newsEveryMs : numbersEveryMs),
  )
  const watch = screenFeed(fleet, store)
  const clock = clockFeed({
    store,
    now,
    draw: (at) => {
      if (!snapshots.runIfDueWithin(soonMs)) store.news(atTime(at))
    },
  })
  const interest = interestFeed(fleet)
  const lit = litFeed(store, now)
  const seen = seenFeed(fleet)
  const images = imagesFeed(readImages)
  let busy = store.model().busy
  const follow = () => {
    const model = store.model()
    // What hal just did to a worker is shown with the word that it is done: the next key may depend on it.
    if (model.busy !== busy) snapshots.due(0)
    busy = model.busy
    watch.follow(isPreviewVisible(model) ? model.selected : undefined)
    clock.follow(model)
    interest(model)
    lit.follow(model)
    seen.follow(model)
    images(model)
  }
  const stopStore = store.subscribe(follow)
  follow()
  return {
    [Symbol.dispose]: () => {
      stopStore()
      stopFleet()
      for (const feed of [clock, watch, snapshots, lit, seen]) feed[Symbol.dispose]()
    },
  }
}

/** Something a person would notice, rather than a new sample of the same. */
const isNews = (before: FleetSnapshot, after: FleetSnapshot): boolean =>
  before.engine.kind !== after.engine.kind ||
  before.workers.length !== after.workers.length ||
  after.workers.some((row, index) => {
    const old = before.workers[index]
    return (
      old === undefined ||
      old.lastLine !== row.lastLine ||
      old.branch !== row.branch ||
      old.project !== row.project ||
      old.restarts !== row.restarts ||
      hasFirstNumbers(old, row) ||
      isChanged(old.worker, row.worker)
    )
  })

/** The first number where there was none is news, unlike the next ones. */
const hasFirstNumbers = (before: FleetWorker, after: FleetWorker): boolean =>
  (before.stats === undefined) !== (after.stats === undefined) ||
  (before.stats?.cpuPercent === undefined) !== (after.stats?.cpuPercent === undefined)

/** A fleet may make new worker objects with each sample, so what counts is in them. */
const isChanged = (before: Worker, after: Worker): boolean =>
  before.containerId !== after.containerId ||
  before.activity !== after.activity ||
  before.activitySince?.getTime() !== after.activitySince?.getTime() ||
  before.question !== after.question ||
  before.phase.kind !== after.phase.kind ||
  before.phase.since?.getTime() !== after.phase.since?.getTime()

interface Paced extends Disposable {
  readonly due: (pauseMs: number) => void
  /** Answers false when nothing is. */
  readonly runIfDueWithin: (ms: number) => boolean
}

/** Runs `task` when due, never sooner than the asked pause after it ran last; several asks become one run. */
const paced = (task: () => void): Paced => {
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
    runIfDueWithin: (ms) => {
      if (dueAt > performance.now() + ms) return false
      clearTimeout(timer)
      run()
      return true
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
      if (latest.screen !== undefined) store.news(withScreen(name, latest.screen))
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

/** Streams that an engine holds without being felt. */
const mostStreams = 100

/** A list that is sorted by numbers needs those of its other rows, too. */
const numbersOf = (model: Model, height: number): ReadonlySet<FleetWorker> => {
  const isByNumbers = ['cpu', 'memory'].includes(model.list.sort.by)
  return new Set([...visibleRows(model, height), ...(isByNumbers ? rowsOf(model).slice(0, mostStreams) : [])])
}

/** Numbers are streamed for the rows in sight, as long as their order doesn't come from them, and for the pulse. */
const interestFeed = (fleet: Fleet): ((model: Model) => void) => {
  let asked = ''
  return (model) => {
    const names = model.isAway ? [] : namesOfInterest(model)
    const key = names.toSorted((a, b) => (a < b ? -1 : 1)).join(' ')
    if (key === asked) return
    asked = key
    fleet.setStatsInterest(names)
  }
}

const namesOfInterest = (model: Model): readonly string[] => {
  const layout = layoutOf(model)
  const height = layout.kind === 'tiny' || layout.kind === 'screen' ? 0 : layout.listRows
  const shown = height === 0 ? [] : [...numbersOf(model, height)].map(({ worker }) => worker.name)
  const looked = model.tab === 'stats' && isPaneVisible(model) ? [model.selected ?? ''] : []
  const visible = [...new Set([...shown, ...looked])]
  if (model.view !== 'pulse' || layout.kind === 'tiny') return visible
  // Those first whose streams are held already.
  const all = model.snapshot.workers.map(({ worker }) => worker.name)
  return [...new Set([...visible, ...all])].slice(0, mostMeasured)
}

/** Images are read when a view of them comes into sight, or what offers profiles, the form or a `:` line, and when the engine is back. */
const imagesFeed = (read: (() => void) | undefined): ((model: Model) => void) => {
  let wasSeen = false
  return ({ view, snapshot, dialog }) => {
    const isOffered = dialog?.kind === 'start' || (dialog?.kind === 'command' && namesProfile(dialog))
    const isShown = view === 'images' || view === 'pulse' || isOffered
    const isSeen = isShown && snapshot.engine.kind === 'connected'
    const isNew = isSeen && !wasSeen
    wasSeen = isSeen
    if (isNew) read?.()
  }
}
