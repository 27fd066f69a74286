import type { BuildUpdate } from '../../images/layer-state.ts'
import { buildLine } from '../../present/build.ts'
import { sentenceOf } from '../../present/failure.ts'
import { startWarnings } from '../../present/outcome.ts'
import type { StartInput, StartOutcome, StartStage, WorkerVerbs } from '../../workers/verbs.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { withDraft } from '../changes.ts'
import { inForm, warningInForm } from '../dialogs/form-words.ts'
import { afterFailedStart } from '../dialogs/start-fault.ts'
import { type StartForm, startInputOf, valueIn } from '../dialogs/start-form.ts'
import { seenOf, workersInWords } from '../dialogs/target.ts'
import { keyFor } from '../keys/key-for.ts'
import { awaitWorker } from '../list/selection.ts'
import type { Awaited, Model } from '../model.ts'
import type { ActingStore, Actor } from './actor.ts'
import { failed, failedAs, good, news, type Said, sumUp, took } from './said.ts'
import type { SendActions } from './send.ts'

export interface StartActions {
  /** A form of which nothing came is kept. */
  readonly start: (form: StartForm) => void
  /** The same from a `:` command, with no form to go back to. */
  readonly startAs: (input: StartInput, prompt: string | undefined) => void
}

/** Starts workers, and selects the first that comes of it. */
export const startActions = (...given: Parameters<typeof starter>): StartActions => {
  const begin = starter(...given)
  return {
    start: (form) => begin(startInputOf(form), { form, prompt: valueIn(form, 'prompt') }),
    startAs: (input, prompt) => begin(input, { form: undefined, prompt }),
  }
}

const starter =
  (
    { act, say, mark }: Actor,
    given: {
      readonly verbs: WorkerVerbs
      readonly store: ActingStore
      readonly signal: AbortSignal
      readonly sends: Pick<SendActions, 'send' | 'broadcast'>
    },
  ) =>
  (
    start: StartInput,
    { form, prompt: text }: { readonly form: StartForm | undefined; readonly prompt: string | undefined },
  ): void => {
    const { verbs, store, signal, sends } = given
    const { count = 1 } = start
    const awaited: Awaited = { name: undefined }
    const typed =
      form === undefined ? undefined : `${keyFor(store.model(), 'worker.new', 'n')} opens the form as it was`

    const keepForm = (name: string | undefined, failure: WorkerFailure): Said => {
      if (form !== undefined) store.change(withDraft(afterFailedStart(form, failure)))
      const said = failedAs(name, form === undefined ? sentenceOf(failure) : inForm(failure))
      const steps = [said.nextStep, typed].filter((step) => step !== undefined)
      return { ...said, nextStep: steps.length === 0 ? undefined : steps.join(' · ') }
    }

    const select = (outcomes: readonly StartOutcome[]) => {
      const first = outcomes.find(({ ok }) => ok)
      if (first !== undefined && store.model().awaited === awaited)
        store.change(awaitWorker({ name: first.name }))
    }

    /** Each gets it as soon as its agent is at its prompt; what comes of it is told of by itself. */
    const prompt = (outcomes: readonly StartOutcome[]) => {
      const ready = outcomes.flatMap((outcome) => (outcome.ok ? [seenOf(outcome.value)] : []))
      const [first, ...others] = ready
      if (text === undefined || first === undefined) return
      if (others.length === 0) sends.send(first, text)
      else sends.broadcast(ready, text)
    }

    const run = async (): Promise<Said> => {
      const rows = new Map<string, () => void>()
      const onProgress = (name: string, stage: StartStage) => {
        if (stage !== 'ready' && !rows.has(name)) rows.set(name, mark(name, 'starting'))
        if (stage !== 'ready') return
        rows.get(name)?.()
        rows.delete(name)
      }
      const onBuild = (update: BuildUpdate) => {
        const line = buildLine(update)
        if (line !== undefined) say(news(`an image is built first · ${line}`))
      }
      try {
        const started = await verbs.start({ ...start, onProgress, onBuild, signal })
        if (!started.ok) return keepForm(start.name, started.failure)
        const outcomes = started.value
        select(outcomes)
        prompt(outcomes)
        const [outcome, ...others] = outcomes
        const words = form === undefined ? wordsOf : wordsInForm
        if (outcome === undefined) return news('nothing was started')
        if (!outcome.ok && outcomes.every(({ ok }) => !ok)) {
          // Names that hal made up for workers that never were tell nobody anything.
          if (others.length > 0 && haveOneReason(outcomes)) return keepForm(start.name, outcome.failure)
          const kept = keepForm(outcome.name, outcome.failure)
          return others.length === 0
            ? kept
            : {
                ...summaryOf(outcomes, words, store.model()),
                ...(typed === undefined ? {} : { nextStep: typed }),
              }
        }
        return others.length === 0 ? words(outcome) : summaryOf(outcomes, words, store.model())
      } finally {
        for (const end of rows.values()) end()
      }
    }

    store.change(awaitWorker(awaited))
    const whom = start.name ?? 'a new worker'
    act({
      names: [count > 1 ? workersInWords(count) : whom],
      doing: 'starting',
      isOnce: start.name !== undefined && count === 1,
      run,
    })
  }

const haveOneReason = (outcomes: readonly StartOutcome[]): boolean =>
  new Set(outcomes.map((outcome) => (outcome.ok ? '' : sentenceOf(outcome.failure).what))).size === 1

type Words = (outcome: StartOutcome) => Said

/** Of a start that was asked for in the form, which has no flags. */
const wordsInForm: Words = (outcome) =>
  outcome.ok
    ? wordsOf({ ...outcome, warnings: outcome.warnings.map(warningInForm) })
    : failedAs(outcome.name, inForm(outcome.failure))

const wordsOf: Words = (outcome) => {
  if (!outcome.ok) return failed(outcome.name, outcome.failure)
  const how = outcome.how === 'ran-already' ? 'runs already' : `ready in ${took(outcome.tookMs)}`
  const warnings = startWarnings(outcome)
  return { ...good([`${outcome.name} ${how}`, ...warnings].join(' · ')), isWarning: warnings.length > 0 }
}

const summaryOf = (outcomes: readonly StartOutcome[], wordsOf: Words, model: Model): Said => {
  const done = outcomes.filter(({ ok }) => ok)
  const failures = outcomes
    .filter(({ ok }) => !ok)
    .map((outcome) => ({ name: outcome.name, said: wordsOf(outcome) }))
  const words =
    done.length === 0
      ? ''
      : `${workersInWords(done.length)} ready: ${done.map(({ name }) => name).join(', ')}`
  return sumUp({ done: done.map(wordsOf), failures, words }, model)
}
