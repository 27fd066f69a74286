import { printable } from '../../lib/printable.ts'
import { formatDuration } from '../../present/duration.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { Sentence } from '../../present/failures/sentence.ts'
import type { AttachEnd } from '../../workers/verbs.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { keyFor } from '../keys/key-for.ts'
import type { Model } from '../model.ts'
import type { Toast } from '../toast.ts'

/** What is told of an action, before it has a time. */
export type Said = Pick<Toast, 'kind' | 'text' | 'isWarning'> & {
  readonly nextStep?: string | undefined
  /** A line each for the event log, where the text sums several up. */
  readonly each?: readonly Said[]
}

export const good = (text: string, nextStep?: string): Said => ({ kind: 'good', text, nextStep })

export const news = (text: string, nextStep?: string): Said => ({ kind: 'news', text, nextStep })

export const bad = (text: string, nextStep?: string): Said => ({
  kind: 'failure',
  text: printable(text),
  nextStep: nextStep === undefined ? undefined : printable(nextStep),
})

export const took = (tookMs: number): string => formatDuration(tookMs)

export const failed = (name: string | undefined, failure: WorkerFailure): Said =>
  failedAs(name, sentenceOf(failure))

/** The same in words of its own. */
export const failedAs = (name: string | undefined, { what: begun, why = [], next }: Sentence): Said => {
  // A list in lines of its own, in one.
  const what = begun.endsWith(':') ? `${begun} ${why.map((line) => line.trim()).join(', ')}` : begun
  return bad(name === undefined || what.includes(name) ? what : `${name}: ${what}`, next)
}

/** Several outcomes in one sentence: `3 stopped, 1 failed: kim runs, but …`. `done`: a line for each that went well. */
export const sumUp = (
  {
    done,
    failures,
    words,
  }: {
    readonly done: readonly Said[]
    readonly failures: readonly { readonly name: string; readonly said: Said }[]
    readonly words: string
  },
  model: Model,
): Said => {
  const each = [...done, ...failures.map(({ said }) => said)]
  const [first, second] = failures
  if (first === undefined) {
    const isWarning = done.some((one) => one.isWarning)
    const next = isWarning ? `${keyFor(model, 'view.events', 'E')} says what to know of each` : undefined
    return { ...good(words, next), isWarning, each }
  }
  const names = failures.map(({ name }) => name).join(', ')
  return {
    kind: 'failure',
    text: `${[words, `${failures.length} failed: `].filter(Boolean).join(', ')}${second === undefined ? first.said.text : names}`,
    nextStep:
      second === undefined ? first.said.nextStep : `${keyFor(model, 'view.events', 'E')} says why of each`,
    each,
  }
}

export const cameBack = (end: AttachEnd, model: Model): Said => {
  switch (end.kind) {
    case 'detached':
      return good(`detached from ${end.worker}; it runs on`)
    case 'engine-lost':
      return bad(`the engine went away while ${end.worker} was attached`, 'workers run on')
    case 'worker-ended': {
      const text = `${end.worker} ended with ${end.exitCode}${end.isOom ? ', out of memory' : ''}`
      return {
        kind: end.exitCode === 0 ? 'news' : 'failure',
        text,
        nextStep: `${keyFor(model, 'worker.restart', 'R')} starts it again`,
      }
    }
    case 'worker-frozen':
      return news(
        `detached from ${end.worker}, which was frozen`,
        `${keyFor(model, 'worker.freeze', 'f')} thaws it`,
      )
    case 'worker-restarted':
      return news(`${end.worker} was restarted`, `${keyFor(model, 'worker.attach', 'a')} attaches again`)
    case 'worker-removed':
      return news(`${end.worker} was removed`)
  }
}
