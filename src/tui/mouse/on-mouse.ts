import type { Mood } from '../../present/worker.ts'
import { onView } from '../changes.ts'
import { type KeyContext, recordsIn, whereOf } from '../keys/key-record.ts'
import { press } from '../keys/press.ts'
import { filterBy, moveBy, select } from '../list/selection.ts'
import type { View } from '../view.ts'
import { type Hit, hitAt } from './hit-map.ts'
import type { MouseReport } from './mouse-report.ts'

/** Two clicks on the same row within this time are one double click, which does what ⏎ does. */
const doubleMs = 400

interface MouseInput {
  readonly keys: KeyContext
  /** What is on the screen now. */
  readonly view: () => View
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number
}

/** What the mouse does: the same as keys do, at the place that it points to. */
export const mouseActs = ({ keys, view, clock }: MouseInput): ((report: MouseReport) => void) => {
  let last: { readonly name: string; readonly at: number } | undefined
  const click = (hit: Hit) => {
    const before = last
    last = undefined
    if (hit.kind === 'key') press(keys, hit.key)
    else if (hit.kind === 'mood') filterByMood(keys, hit.mood)
    else if (hit.kind === 'row') {
      keys.change(select(hit.name))
      if (before?.name === hit.name && clock() - before.at < doubleMs) press(keys, 'enter')
      else last = { name: hit.name, at: clock() }
    }
  }
  return ({ kind, column, row }) => {
    if (keys.model().isAway) return
    const hit = hitAt(view(), column, row)
    if (hit === undefined) return
    if (kind === 'press') click(hit)
    else turn(keys, hit, kind === 'wheel-down' ? 'down' : 'up')
  }
}

/** In the list the selection moves, everywhere else what is shown: by the keys that do so there. What is live is read back first. */
const turn = (keys: KeyContext, hit: Hit, direction: 'up' | 'down'): void => {
  if (hit.kind === 'row' || hit.kind === 'list') keys.change(moveBy(direction === 'down' ? 1 : -1))
  else if (hit.kind === 'pane' && whereOf(keys.model()) === 'list') {
    if (direction === 'up') pressId(keys, 'pane.back')
  } else if (hit.kind === 'view' || hit.kind === 'pane')
    for (let line = 0; line < linesATurn; line += 1) pressId(keys, direction)
}

const linesATurn = 3

/** Presses the key that is called `down`, or `help.down` in the help. */
const pressId = (keys: KeyContext, id: string): void => {
  const where = whereOf(keys.model())
  const record = recordsIn(keys.keymap, where).find(
    (candidate) => candidate.id === id || (where !== 'list' && candidate.id === `${where}.${id}`),
  )
  const [key] = record?.keys ?? []
  if (key !== undefined) press(keys, key)
}

/** Shows the workers that the roll-up counts there; the second click shows all again. */
const filterByMood = ({ model, change }: KeyContext, mood: Mood): void => {
  const filter = `mood=${mood}`
  change(onView('workers'))
  change(filterBy(model().filter === filter ? '' : filter))
}
