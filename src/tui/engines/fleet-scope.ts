import type { Fleet } from '../../workers/fleet/fleet.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import { failed } from '../actions/said.ts'
import { type WorkerActions, type WorkerActionsInput, workerActions } from '../actions/worker-actions.ts'
import { withToast } from '../changes.ts'
import { openFeeds } from '../feeds/feeds.ts'
import type { NoticesInput } from '../notice/notices-input.ts'
import { openNotices } from '../notice/open-notices.ts'
import type { Store } from '../store.ts'
import { type ImageActions, imageActions } from '../views/images/image-actions.ts'
import { withProfileNames } from '../views/images/image-changes.ts'
import { openPane } from '../worker/pane.ts'
import type { PaneActions } from '../worker/pane-actions.ts'
import type { PaneInput } from '../worker/pane-input.ts'
import type { OpenEngine } from './engines.ts'

/** All that lives on one engine's fleet: what brings it into the store, and what is done through it. */
export interface FleetScope extends AsyncDisposable {
  readonly actions: WorkerActions
  readonly pane: PaneActions
  readonly images: ImageActions
}

/** What is there whichever engine is shown. */
export interface Stage
  extends Omit<WorkerActionsInput, 'verbs' | 'store' | 'attach'>,
    Omit<PaneInput, 'verbs' | 'fleet' | 'store' | 'surroundings'> {
  readonly store: Store
  /** Hands the terminal to whatever `attach` does with it. */
  readonly attach: (
    verbs: OpenEngine['verbs'],
    worker: SeenWorker,
  ) => ReturnType<WorkerActionsInput['attach']>
  /** Without it nobody is told of anything. */
  readonly notices: Omit<NoticesInput, 'store'> | undefined
}

export const openFleetScope = (stage: Stage, engine: OpenEngine, fleet: Fleet): FleetScope => {
  const { verbs } = engine
  const closed = new AbortController()
  const store = openUntil(closed.signal, stage.store)
  const on = { ...stage, verbs, fleet, store }
  fleet.crashed.catch(store.crash)
  const images = imageActions({ ...on, images: engine.images })
  const feeds = openFeeds({ ...on, readImages: images.read })
  const notices = stage.notices === undefined ? undefined : openNotices({ ...stage.notices, store })
  const pane = openPane(on)
  // After the first frame: to read them costs as much as all that it shows.
  const reading = setImmediate(() => {
    engine
      .profiles()
      .then((names) => store.news(withProfileNames(names)))
      .catch(stage.onBug)
  })
  const logins = new Promise(setImmediate).then(() =>
    verbs.watchLogins({
      onTrouble: (trouble) =>
        store.news(withToast({ nextStep: undefined, ...failed(undefined, trouble), at: stage.now() })),
      onBug: stage.onBug,
    }),
  )
  logins.catch(stage.onBug)
  const actions = workerActions({ ...on, attach: (worker) => stage.attach(verbs, worker) })
  return {
    ...{ actions, pane, images },
    [Symbol.asyncDispose]: async () => {
      await using _engine = engine
      await using _fleet = fleet
      await using _images = images
      await using _logins = await logins
      // Before anything is waited for: what is shown next has the store and the terminal's modes at once.
      closed.abort()
      clearImmediate(reading)
      feeds[Symbol.dispose]()
      notices?.[Symbol.dispose]()
      await pane[Symbol.asyncDispose]()
    },
  }
}

/** What comes late from a fleet that is shown no more changes nothing. */
const openUntil = (closed: AbortSignal, store: Store): Store => ({
  ...store,
  change: (change) => closed.aborted || store.change(change),
  news: (change) => closed.aborted || store.news(change),
  crash: (bug) => closed.aborted || store.crash(bug),
})
