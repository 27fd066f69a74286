import { printable } from '../../lib/printable.ts'
import {
  besidesWords,
  committedWords,
  isMade,
  isNews,
  mergedWords,
  pulledWords,
} from '../../present/review.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { Actor } from './actor.ts'
import { failed, good, news, type Said } from './said.ts'

/** Brings a worker's work into the person's repository. */
export interface HomeActions {
  readonly pull: (worker: SeenWorker) => void
  /** Into the branch that the person stands on, too. */
  readonly merge: (worker: SeenWorker) => void
}

export const homeActions = (
  { act }: Pick<Actor, 'act'>,
  { verbs, signal }: { readonly verbs: Pick<WorkerVerbs, 'pull' | 'merge'>; readonly signal: AbortSignal },
): HomeActions => ({
  pull: ({ name, containerId }) => {
    const run = async (): Promise<Said> => {
      const committed = noted()
      const pulled = await verbs.pull({ name, containerId, signal, onCommitted: committed.note })
      if (!pulled.ok) return committed.with(failed(name, pulled.failure))
      const { branch, worker, isCommitted } = pulled.value
      const besides = isCommitted ? committedWords(worker) : undefined
      return said({ branch, words: pulledWords(pulled.value), isChange: isNews(pulled.value), besides })
    }
    act({ names: [name], doing: 'pulling', isOnce: true, run })
  },
  merge: ({ name, containerId }) => {
    const run = async (): Promise<Said> => {
      const committed = noted()
      const merged = await verbs.merge({ name, containerId, signal, onCommitted: committed.note })
      if (!merged.ok) return committed.with(failed(name, merged.failure))
      const besides = besidesWords(merged.value)
      return said({
        branch: merged.value.branch,
        words: mergedWords(merged.value),
        isChange: isMade(merged.value),
        besides,
      })
    }
    act({ names: [name], doing: 'merging', isOnce: true, run })
  },
})

/** What was done before it failed is done, and said. */
function noted() {
  let words: string | undefined
  return {
    note: (worker: string): void => {
      words = committedWords(worker)
    },
    with: (why: Said): Said =>
      words === undefined ? why : { ...why, text: `${why.text.replace(/\.?$/, '.')} Before that, ${words}.` },
  }
}

const said = ({
  branch,
  words,
  isChange,
  besides,
}: {
  readonly branch: string
  readonly words: string
  readonly isChange: boolean
  /** What hal did besides. */
  readonly besides: string | undefined
}): Said => (isChange ? good : news)(`${printable(branch)}: ${words}`, besides)
