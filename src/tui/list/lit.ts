import { stateWords } from '../../present/worker.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Change, Model } from '../model.ts'
import { agentOf, healthOf, projectOf } from './facts.ts'
import type { ColumnName } from './list-state.ts'

/** For how long a cell that has changed stands out. */
const litForMs = 400

/** What changes seldom, and is news when it does. Numbers always change; what there was nothing of before has only been looked at. */
const facts: readonly (readonly [ColumnName, (row: FleetWorker) => string | undefined])[] = [
  ['agent', agentOf],
  ['branch', ({ branch }) => branch],
  ['project', projectOf],
  ['health', healthOf],
  ['restarts', ({ restarts }) => restarts?.toString()],
]

/** The cells that are lit once `snapshot` is what there is: those that changed with it, and those that were lit and still are. */
export const litBy = (model: Model, snapshot: FleetSnapshot): Model['list']['lit'] => {
  const nowMs = model.now.getTime()
  const lit = new Map([...model.list.lit].filter(([, untilMs]) => untilMs > nowMs))
  if (model.snapshot === snapshot) return lit
  const before = new Map(model.snapshot.workers.map((row) => [row.worker.name, row]))
  for (const row of snapshot.workers) {
    const { name } = row.worker
    const old = before.get(name)
    if (old === undefined) continue
    if (stateWords(old.worker) !== stateWords(row.worker)) lit.set(`${name} state`, nowMs + litForMs)
    for (const [column, textOf] of facts)
      if (textOf(old) !== undefined && textOf(old) !== textOf(row))
        lit.set(`${name} ${column}`, nowMs + litForMs)
    // The first line of all is no news of a worker, but of hal's having looked.
    if (old.lastLine !== row.lastLine && old.lastLine !== '') lit.set(`${name} last`, nowMs + litForMs)
  }
  return lit
}

/** When the last of them goes out, in milliseconds; `undefined` where nothing is lit. */
export const litUntil = ({ list: { lit } }: Model): number | undefined =>
  lit.size === 0 ? undefined : Math.max(...lit.values())

/** All out. */
export const unlit: Change = (model) =>
  model.list.lit.size === 0 ? model : { ...model, list: { ...model.list, lit: new Map() } }

export const isLit = ({ list }: Model, name: string, column: string): boolean =>
  list.lit.has(`${name} ${column}`)
