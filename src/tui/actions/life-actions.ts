import { agentEndWords } from '../../present/state-words.ts'
import { taskWords } from '../../present/worker.ts'
import type { EachOptions, VerbOutcome, WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import { seenOf, type Target, type VerbForMany, workersInWords } from '../dialogs/target.ts'
import { keyFor } from '../keys/key-for.ts'
import type { Model } from '../model.ts'
import { isDown } from '../worker/life.ts'
import type { ActingStore, Actor } from './actor.ts'
import { askedOfWork } from './ask-of-work.ts'
import { bad, failed, good, news, type Said, sumUp, took } from './said.ts'

/** What begins, ends and halts a worker's life. */
export interface LifeActions {
  readonly stop: (worker: SeenWorker) => void
  readonly restart: (worker: SeenWorker) => void
  readonly startAgain: (worker: SeenWorker) => void
  readonly remove: (worker: SeenWorker, isForced: boolean) => void
  /** With work that is nowhere else: for who has read what it is. */
  readonly removeWithWork: (workers: readonly SeenWorker[]) => void
  readonly freezeOrThaw: (worker: SeenWorker, verb: 'freeze' | 'thaw') => void
  /** To several at once: one word in the end, and a line in the event log for each. */
  readonly toMany: (verb: VerbForMany, targets: readonly Target[]) => void
}

interface Step {
  /** `stopped` */
  readonly did: string
  readonly undo?: (model: Model) => string
  readonly run: (workers: readonly SeenWorker[], options?: EachOptions) => Promise<readonly VerbOutcome[]>
}

export const lifeActions = (
  { act }: Pick<Actor, 'act'>,
  { verbs, store }: { readonly verbs: WorkerVerbs; readonly store: Pick<ActingStore, 'model' | 'change'> },
): LifeActions => {
  const steps = {
    stop: { did: 'stopped', run: (workers, options) => verbs.stop(workers, options) },
    restart: { did: 'restarted', run: (workers, options) => verbs.restart(workers, options) },
    startAgain: { did: 'back', run: (workers, options) => verbs.startAgain(workers, options) },
    remove: {
      did: 'removed',
      run: (workers, options) => verbs.remove(workers, { ...options, isForced: false }),
    },
    removeForced: {
      did: 'removed',
      run: (workers, options) => verbs.remove(workers, { ...options, isForced: true }),
    },
    removeWithWork: {
      did: 'removed',
      run: (workers, options) => verbs.remove(workers, { ...options, isForced: true, mayLoseWork: true }),
    },
    freeze: {
      did: 'frozen',
      undo: (model) => `${thaws(model)} it`,
      run: (workers, options) => verbs.freeze(workers, options),
    },
    thaw: { did: 'thawed', run: (workers, options) => verbs.thaw(workers, options) },
  } satisfies Readonly<Record<string, Step>>

  const one = (worker: SeenWorker, doing: string, step: Step) =>
    act({
      names: [worker.name],
      doing,
      isOnce: true,
      run: async () => {
        const [outcome] = await step.run([worker])
        if (outcome === undefined) return news('nothing to do')
        store.change(askedOfWork([outcome], [worker]))
        return wordsOf(outcome, step, store.model())
      },
    })

  /** What is done to a worker depends on how it was when the person was asked. */
  const stepFor = (verb: VerbForMany, { life }: Target): Step => {
    if (verb === 'restart' && isDown(life)) return steps.startAgain
    if (verb === 'remove' && life !== 'ended') return steps.removeForced
    return steps[verb]
  }

  const toMany: LifeActions['toMany'] = (verb, targets) =>
    act({
      names: targets.map(({ name }) => name),
      doing: doings[verb],
      whom: workersInWords(targets.length),
      isOnce: true,
      run: async (names, onDone) => {
        const groups = Map.groupBy(
          targets.filter(({ name }) => names.includes(name)),
          (target) => stepFor(verb, target),
        )
        const ended = await Promise.all(
          [...groups].map(async ([step, group]) => {
            const outcomes = await step.run(group.map(seenOf), { onOutcome: ({ name }) => onDone(name) })
            return outcomes.map((outcome) => ({ outcome, step }))
          }),
        )
        const all = ended.flat()
        store.change(
          askedOfWork(
            all.map(({ outcome }) => outcome),
            targets,
          ),
        )
        return summaryOf(all, store.model())
      },
    })

  return {
    stop: (worker) => one(worker, 'stopping', steps.stop),
    restart: (worker) => one(worker, 'restarting', steps.restart),
    startAgain: (worker) => one(worker, 'starting', steps.startAgain),
    remove: (worker, isForced) => one(worker, 'removing', isForced ? steps.removeForced : steps.remove),
    removeWithWork: (workers) =>
      act({
        names: workers.map(({ name }) => name),
        doing: doings.remove,
        isOnce: true,
        run: async (_, onDone) => {
          const step = steps.removeWithWork
          const outcomes = await step.run(workers, { onOutcome: ({ name }) => onDone(name) })
          const ended = outcomes.map((outcome) => ({ outcome, step }))
          const [only, ...others] = outcomes
          return only !== undefined && others.length === 0
            ? wordsOf(only, step, store.model())
            : summaryOf(ended, store.model())
        },
      }),
    freezeOrThaw: (worker, verb) => one(worker, doings[verb], steps[verb]),
    toMany,
  }
}

const doings: Readonly<Record<VerbForMany, string>> = {
  stop: 'stopping',
  restart: 'restarting',
  remove: 'removing',
  freeze: 'freezing',
  thaw: 'thawing',
}

const thaws = (model: Model): string => `${keyFor(model, 'worker.freeze', 'f')} thaws`

const wordsOf = (outcome: VerbOutcome, { did, undo }: Step, model: Model): Said => {
  if (!outcome.ok) return failed(outcome.name, outcome.failure)
  const { name, tookMs, agentExitCode, task } = outcome
  const text = `${name} ${did} in ${took(tookMs)}`
  if (task !== undefined) return news(text, taskWords(task))
  if (agentExitCode === undefined) return good(text, undo?.(model))
  const ended = `${text}, and ${agentEndWords(agentExitCode)}`
  return agentExitCode === 0
    ? good(ended)
    : bad(ended, `${keyFor(model, 'tab.logs', '2')} shows what it printed`)
}

interface Ended {
  readonly outcome: VerbOutcome
  readonly step: Step
}

/** `2 restarted, 1 back` */
const summaryOf = (ended: readonly Ended[], model: Model): Said => {
  const done = ended.filter(({ outcome }) => outcome.ok)
  const counts = Map.groupBy(done, ({ step }) => step.did)
  const words = [...counts].map(([did, some]) => `${some.length} ${did}`).join(', ')
  const failures = ended
    .filter(({ outcome }) => !outcome.ok)
    .map(({ outcome, step }) => ({ name: outcome.name, said: wordsOf(outcome, step, model) }))
  const all = { done: done.map(({ outcome, step }) => wordsOf(outcome, step, model)), failures, words }
  const said = sumUp(all, model)
  const isAllFrozen = failures.length === 0 && done.every(({ step }) => step.did === 'frozen')
  return isAllFrozen ? { ...said, nextStep: `${thaws(model)} them` } : said
}
