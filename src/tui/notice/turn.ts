import { printable } from '../../lib/printable.ts'
import { moodOf, questionOf, remark, stateWords } from '../../present/worker.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import type { NoticeState } from './notify-settings.ts'

/** A worker that turned to a state, and what it says of it. */
export interface Turn {
  readonly name: string
  readonly state: NoticeState
  /** Its question, its last line, or why it failed: one printable line, perhaps empty. */
  readonly text: string
}

/** As far as notices care; `undefined`: nothing that anybody has to be told of. */
const noticeStateOf = (worker: Worker): NoticeState | undefined => {
  const mood = moodOf(worker)
  if (mood === 'waiting') return worker.activity === 'limited' ? 'limited' : 'waiting'
  return mood === 'done' || mood === 'failed' ? mood : undefined
}

export type NoticeStates = ReadonlyMap<string, NoticeState>

export const statesOf = ({ workers }: FleetSnapshot): NoticeStates =>
  new Map(
    workers.flatMap(({ worker }) => {
      const state = noticeStateOf(worker)
      return state === undefined ? [] : [[worker.name, state] as const]
    }),
  )

/** Who is in another state than before. */
export const turned = (before: NoticeStates, now: NoticeStates): NoticeStates =>
  new Map([...now].filter(([name, state]) => before.get(name) !== state))

const textOf = ({ worker, lastLine }: FleetWorker, state: NoticeState): string =>
  state === 'failed'
    ? printable(remark(worker) ?? stateWords(worker))
    : (questionOf(worker) ?? printable(lastLine))

export const turnOf = (row: FleetWorker, state: NoticeState): Turn => ({
  name: row.worker.name,
  state,
  text: textOf(row, state).trim(),
})
