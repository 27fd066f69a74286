import { formatBytes } from '../../lib/bytes.ts'
import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import { copier } from '../actions/copy.ts'
import { bad, type Said } from '../actions/said.ts'
import { withToast, withTurned } from '../changes.ts'
import { evidenceFeed } from '../dialogs/evidence-feed.ts'
import { contentFeed } from './content-feed.ts'
import { focusFeed } from './focus-feed.ts'
import { historyFeed } from './history-feed.ts'
import type { PaneActions } from './pane-actions.ts'
import { withPane } from './pane-changes.ts'
import type { PaneInput } from './pane-input.ts'
import { readingOf } from './pane-state.ts'
import { endReading, textRows } from './reading.ts'
import { samplesAfter } from './samples.ts'
import { visibleText } from './visible-text.ts'
import { eventsBetween, turnsSince, withEvents } from './worker-events.ts'

/** Brings the pane what it shows, and the worker what is typed, until disposed. */
export const openPane = (input: PaneInput): PaneActions & AsyncDisposable => {
  const { store, now } = input
  const feeds = [contentFeed(input), historyFeed(input), evidenceFeed(input)]
  const focus = focusFeed(input)
  let snapshot: FleetSnapshot = { ...store.model().snapshot, workers: [] }
  const turns = turnsSince(now())
  const follow = () => {
    const model = store.model()
    if (model.snapshot !== snapshot) {
      const happened = eventsBetween(snapshot, model.snapshot, now())
      const events = withEvents(model.pane.events, happened)
      snapshot = model.snapshot
      const samples = samplesAfter(model)
      if (events !== model.pane.events || samples !== model.pane.samples)
        store.news(withPane({ events, samples }))
      const turned = turns(happened, model)
      if (turned.length > 0) store.news(withTurned(turned))
    }
    // Somebody who turned to another worker has done with reading of this one.
    if (model.pane.reading !== undefined && readingOf(model) === undefined) store.news(endReading)
    for (const feed of feeds) feed.follow(store.model())
    focus.follow(store.model())
  }
  const stop = store.subscribe(follow)
  follow()
  const say = (said: Said) => store.news(withToast({ nextStep: undefined, ...said, at: now() }))
  const copy = copier({ say }, input)
  return {
    typeKey: focus.typeKey,
    paste: focus.paste,
    copy: () => {
      const model = store.model()
      const { selected = '' } = model
      const lines = visibleText(model, textRows(model))
      if (lines.length === 0) return say(bad(`there is nothing of ${selected} to copy`))
      const text = lines.join('\n')
      const much = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, ${formatBytes(Buffer.byteLength(text))}`
      copy(text, `${much} of ${selected}`)
    },
    [Symbol.asyncDispose]: async () => {
      stop()
      for (const feed of feeds) feed[Symbol.dispose]()
      await focus[Symbol.asyncDispose]()
    },
  }
}
