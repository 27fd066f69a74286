import { whileDoing, withToldOf } from '../changes.ts'
import type { Change, Model } from '../model.ts'
import type { Toast } from '../toast.ts'
import { news, type Said } from './said.ts'

/** Where actions tell what they do. */
export interface ActingStore {
  readonly model: () => Model
  readonly change: (change: Change) => void
  readonly news: (change: Change) => void
}

export interface Deed {
  /** Whom it is done to; their rows say so meanwhile. */
  readonly names: readonly string[]
  /** `stopping`; also what their rows say. */
  readonly doing: string
  /** `3 workers`, `to ada`: where it isn't the one name. */
  readonly whom?: string
  /** While it is being done to a worker, it isn't begun again. */
  readonly isOnce?: boolean
  /** For those that it isn't being done to already. `onDone`: it is over for one of them, whose row says so no more. */
  readonly run: (names: readonly string[], onDone: (name: string) => void) => Promise<Said>
}

export interface Actor {
  /** Begins a deed and goes on; how it ended is told when it did. */
  readonly act: (deed: Deed) => void
  readonly say: (said: Said) => void
  /** What a worker's row says meanwhile, with a function that takes it back. */
  readonly mark: (name: string, doing: string) => () => void
}

export const createActor = (given: {
  readonly store: ActingStore
  readonly now: () => Date
  readonly onBug: (bug: unknown) => void
}): Actor => {
  const { store, now, onBug } = given
  /** Several things may be done to one worker at once: its row says the last of them that goes on. */
  const underway = new Map<string, readonly string[]>()

  const tell = (said: Said, isAboutBeganAt?: Date) => {
    const at = now()
    const toast = (one: Said): Toast => ({
      kind: one.kind,
      text: one.text,
      isWarning: one.isWarning,
      nextStep: one.nextStep,
      at,
    })
    store.news(withToldOf(toast(said), said.each?.map(toast), isAboutBeganAt))
  }

  const mark = (name: string, doing: string) => {
    const show = (all: readonly string[]) => {
      if (all.length === 0) underway.delete(name)
      else underway.set(name, all)
      store.change(whileDoing(name, all.at(-1)))
    }
    show([...(underway.get(name) ?? []), doing])
    return () => {
      const all = underway.get(name) ?? []
      const at = all.indexOf(doing)
      show(all.filter((_, index) => index !== at))
    }
  }

  const act = ({ names, doing, whom, isOnce = false, run }: Deed) => {
    const fresh = isOnce ? names.filter((name) => underway.get(name)?.includes(doing) !== true) : names
    if (fresh.length === 0) {
      tell(news(names.length === 1 ? `${names[0]} is ${doing} already` : `they are ${doing} already`))
      return
    }
    const beganAt = now()
    const ends = new Map(fresh.map((name) => [name, mark(name, doing)]))
    const onDone = (name: string) => {
      ends.get(name)?.()
      ends.delete(name)
    }
    const all = whom !== undefined && fresh.length === names.length ? whom : fresh.join(', ')
    tell(news(`${doing} ${all}`))
    run(fresh, onDone)
      .catch((bug: unknown): Said => {
        onBug(bug)
        return {
          kind: 'failure',
          text: `${doing} ${all} hit a mistake in hal itself`,
          nextStep: String(bug),
        }
      })
      .then((said) => {
        for (const end of ends.values()) end()
        tell(said, beganAt)
      })
  }

  return { act, say: tell, mark }
}
