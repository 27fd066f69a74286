import type { ImageFailure } from '../../../images/image-failure.ts'
import type { BuildUpdate } from '../../../images/layer-state.ts'
import type { ImageVerbs } from '../../../images/verbs.ts'
import { printable } from '../../../lib/printable.ts'
import { andList } from '../../../present/and-list.ts'
import { sentenceOf } from '../../../present/failure.ts'
import { withToast } from '../../changes.ts'
import type { Change, Model } from '../../model.ts'
import type { Toast } from '../../toast.ts'
import { buildOutcome } from './build-outcome.ts'
import {
  withBuildBegun,
  withBuildPhase,
  withBuildUpdates,
  withoutQueued,
  withQueueBegun,
  withQueued,
  withRead,
} from './image-changes.ts'
import { isUnderWay } from './images-state.ts'

/** What keys do to images. None of it waits: the screen goes on. */
export interface ImageActions {
  /** Reads anew what there is. */
  readonly read: () => void
  /** Builds these and what they stand on, as far as they aren't fresh. One build at a time: while one runs, they are queued. */
  readonly build: (names: readonly string[]) => void
  /** Takes one out of the queue. */
  readonly unqueue: (name: string) => void
  /** Ends the build under way, and what is queued is not built; what it has made stays. */
  readonly cancel: () => void
}

export interface ImageActionsInput {
  readonly images: ImageVerbs
  readonly store: {
    readonly model: () => Model
    readonly news: (change: Change) => void
  }
  readonly now: () => Date
  readonly onBug: (bug: unknown) => void
}

/** Steps of builds are drawn at most this often. */
const updatesEveryMs = 100

/** Disposing them ends the build under way, and waits until it has ended. */
export const imageActions = (input: ImageActionsInput): ImageActions & AsyncDisposable => {
  const { images, store, now, onBug } = input
  let building:
    | { readonly names: readonly string[]; readonly abort: AbortController; readonly ended: Promise<void> }
    | undefined
  const read = oneAtATime(async () => {
    store.news(withRead({ isReading: true }))
    const profiles = await images.profiles()
    if (!profiles.ok) {
      store.news(withRead({ failure: said(profiles.failure).text, isReading: false }))
      return
    }
    store.news(withRead({ profiles: profiles.value, failure: undefined, readAt: now(), isReading: false }))
    const refused = await images.refused()
    if (refused.ok)
      store.news(
        withRead({
          refused: Object.fromEntries([...refused.value].map(([name, why]) => [name, words(why)])),
        }),
      )
    const sizes = await images.sizes()
    if (sizes.ok) store.news(withRead({ sizes: sizes.value }))
  }, onBug)

  const say = (toast: Omit<Toast, 'at'>) => store.news(withToast({ ...toast, at: now() }))

  const run = async (names: readonly string[], signal: AbortSignal): Promise<void> => {
    using updates = gathered((some) => store.news(withBuildUpdates(some, now())))
    try {
      const built = await images.buildProfiles({
        names,
        signal,
        onUpdate: (update) => update.kind === 'layer' && updates.add(update),
      })
      updates.flush()
      if (built.ok) say(buildOutcome(built.value, signal.aborted, store.model()))
      else if (signal.aborted) say({ kind: 'news', text: 'the build was cancelled', nextStep: undefined })
      else say({ kind: 'failure', ...said(built.failure) })
    } catch (bug) {
      onBug(bug)
      say({
        kind: 'failure',
        text: 'the build hit a mistake in hal itself',
        nextStep: printable(String(bug)),
      })
    } finally {
      building = undefined
      store.news(withBuildPhase('over'))
      read()
    }
    const { queued } = store.model().views.images
    if (queued.length === 0 || signal.aborted) return
    store.news(withQueueBegun(now()))
    begin(queued)
  }

  const begin = (names: readonly string[]) => {
    const abort = new AbortController()
    building = { names, abort, ended: run(names, abort.signal) }
  }

  /** What the build under way is not about to make anyway. */
  const queue = (names: readonly string[]) => {
    const { images } = store.model().views
    const isComing = (name: string) =>
      images.queued.includes(name) ||
      isUnderWay(images, name) ||
      (building?.names.includes(name) === true && images.build?.layers.has(name) !== true)
    const fresh = names.filter((name) => !isComing(name))
    store.news(withQueued(fresh))
    const [are, word] = fresh.length === 0 ? [names, 'on the way already'] : [fresh, 'queued']
    const text = `${andList(are)} ${are.length === 1 ? 'is' : 'are'} ${word}`
    say({ kind: 'news', text, nextStep: undefined })
  }

  return {
    read,
    build: (names) => {
      if (building !== undefined && !building.abort.signal.aborted) return queue(names)
      if (building !== undefined) return say({ kind: 'news', ...stillEnding })
      // What the one before came to is no news of this one.
      store.news(withToast(undefined))
      store.news(withBuildBegun(now()))
      begin(names)
    },
    unqueue: (name) => {
      store.news(withoutQueued([name]))
      say({ kind: 'news', text: `${name} is queued no more`, nextStep: undefined })
    },
    cancel: () => {
      if (building === undefined) return
      store.news(withBuildPhase('ending'))
      store.news(withoutQueued(store.model().views.images.queued))
      building.abort.abort()
    },
    [Symbol.asyncDispose]: async () => {
      building?.abort.abort()
      await building?.ended
    },
  }
}

const stillEnding = { text: 'a build is being ended', nextStep: 'try again once it has' }

const said = (failure: ImageFailure): Pick<Toast, 'text' | 'nextStep'> => {
  const { what, next } = sentenceOf(failure)
  return { text: printable(what), nextStep: next === undefined ? undefined : printable(next) }
}

const words = (failure: ImageFailure): string => {
  const { text, nextStep } = said(failure)
  return nextStep === undefined ? text : `${text} ${nextStep}`
}

/** What is asked while it runs is done once more, when it has ended. */
const oneAtATime = (task: () => Promise<void>, onBug: (bug: unknown) => void): (() => void) => {
  let isRunning = false
  let isAsked = false
  const run = (): void => {
    isAsked = true
    if (isRunning) return
    isRunning = true
    isAsked = false
    task()
      .catch(onBug)
      .finally(() => {
        isRunning = false
        if (isAsked) run()
      })
  }
  return run
}

/** Hands updates on, several at once. */
const gathered = (take: (updates: readonly BuildUpdate[]) => void) => {
  let waiting: BuildUpdate[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length > 0) take(waiting)
    waiting = []
  }
  return {
    add: (update: BuildUpdate) => {
      waiting.push(update)
      timer ??= setTimeout(flush, updatesEveryMs)
    },
    flush,
    [Symbol.dispose]: flush,
  }
}
