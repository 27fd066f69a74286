import { printable } from '../lib/printable.ts'
import type { StoreFailure } from '../store/store-failure.ts'
import type { Happening, What } from '../workers/history/happening.ts'
import type { WorkersHistory } from '../workers/verbs.ts'
import { failureJson, failureText } from './failure.ts'
import { happeningParts, momentOf } from './happening.ts'
import type { Tone } from './style.ts'
import type { Cell } from './table.ts'

/** What happened to a worker, in a few words. */
export const happeningWords = (what: What): string => printable(happeningParts(what).join(' · '))

/** The colour of what it means for the worker. */
export function happeningTone(what: What): Tone {
  switch (what.kind) {
    case 'ended':
      return what.isOom || what.exitCode !== 0 ? 'bad' : 'dim'
    case 'agent':
      if (what.activity === 'working') return 'accent'
      if (what.activity === 'done') return 'good'
      return what.activity === 'idle' ? 'dim' : 'warning'
    case 'agent-ended':
      return what.exitCode === 0 ? 'good' : 'bad'
    case 'frozen':
      return 'cold'
    default:
      return 'plain'
  }
}

interface Look {
  readonly now: Date
  readonly paint: (tone: Tone, text: string) => string
}

/** The rows of `hal workers history`, headings first. */
export const historyRows = (
  happenings: readonly Happening[],
  { now, paint }: Look,
): readonly (readonly Cell[])[] => [
  ['WHEN', 'WORKER', 'WHAT'].map((text) => ({ text })),
  ...happenings.map(({ name, at, what }) => [
    { text: momentOf(at, now), isKept: true },
    { text: name },
    { text: happeningWords(what), paint: (text: string) => paint(happeningTone(what), text) },
  ]),
]

/** For programs. */
export const historyJson = ({ happenings, unasked }: WorkersHistory): object => ({
  version: 1,
  history: happenings.map(({ name, containerId, at, begunAt, what: { kind, ...facts } }) => ({
    ...{ at: at.toISOString(), worker: name, containerId, what: kind },
    ...(begunAt === undefined ? {} : { begunAt: begunAt.toISOString() }),
    ...facts,
  })),
  ...(unasked === undefined ? {} : { unasked: failureJson(unasked).failure }),
})

/** That it can't be kept what happens to workers. What was done to them is done. */
export const unkeptText = (failure: StoreFailure): string =>
  failureText(failure, 'the history of workers is not kept')
