import { printable } from '../../lib/printable.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import { withToast } from '../changes.ts'
import { seenOf } from '../dialogs/target.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model } from '../model.ts'
import type { PaneInput } from './pane-input.ts'
import { readingOf } from './pane-state.ts'
import { endReading, readHistory } from './reading.ts'

/** More than anybody reads back through. */
const historyLines = 10_000

/** A screen's history, once, when somebody begins to read in it. */
export const historyFeed = ({
  verbs,
  store,
  now,
  onBug,
}: PaneInput): Disposable & { readonly follow: (model: Model) => void } => {
  let asked: string | undefined
  let isOver = false
  const read = async (worker: SeenWorker) => {
    const { name } = worker
    const history = await verbs.capture({ ...worker, lines: historyLines, isAnsi: true, isWrapKept: true })
    if (isOver) return
    if (history.ok) return store.news(readHistory(name, history.value.text.replace(/\n$/, '').split('\n')))
    // Whoever reads something else by now has asked for nothing that failed.
    if (asked !== name) return
    const { what, next } = sentenceOf(history.failure)
    store.news(endReading)
    const nextStep = next === undefined ? undefined : printable(next)
    store.news(withToast({ kind: 'failure', text: printable(what), nextStep, at: now() }))
  }
  return {
    follow: (model) => {
      const reading = readingOf(model)
      const name = reading?.isAwaited === true ? reading.name : undefined
      if (name === asked) return
      asked = name
      const worker = selectedRow(model)?.worker
      if (name !== undefined && worker !== undefined) void read(seenOf(worker)).catch(onBug)
    },
    [Symbol.dispose]: () => {
      isOver = true
    },
  }
}
