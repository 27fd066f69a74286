import type { EachOptions, VerbOutcome, WorkerVerbs } from '../../workers/verbs.ts'
import { type Target, type VerbForMany, workersInWords } from '../dialogs/target.ts'
import { keyFor } from '../keys/key-for.ts'
import type { Model } from '../model.ts'
import { isDown } from '../worker/life.ts'
import type { ActingStore, Actor } from './actor.ts'
import { failed, good, news, type Said, sumUp, took } from './said.ts'

/** What begins, ends and halts a worker's life. */
export interface LifeActions {
  readonly stop: (name: string) => void
  readonly restart: (name: string) => void
  readonly startAgain: (name: string) => void
  readonly remove: (name: string, isForced: boolean) => void
  readonly freezeOrThaw: (name: string, verb: 'freeze' | 'thaw') => void
  /** To several at once: one word in the end, and a line in the event log for each. */
  readonly toMany: (verb: VerbForMany, targets: readonly Target[]) => void
}

interface Step {
  /** `stopped` */
  readonly did: string
  readonly undo?: (model: Model) => string
  readonly run: (names: readonly string[], options?: EachOptions) => Promise<readonly VerbOutcome[]>
}

export const lifeActions = (
  { act }: Pick<Actor, 'act'>,
  { verbs, store }: { readonly verbs: WorkerVerbs; readonly store: Pick<ActingStore, 'model'> },
): LifeActions => {
  const steps = {
    stop: { did: 'stopped', run: (names, options) => verbs.stop(names, options) },
    restart: { did: 'restarted', run: (names, options) => verbs.restart(names, options) },
    startAgain: { did: 'back', run: (names, options) => verbs.startAgain(names, options) },
    remove: { did: 'removed', run: (names, options) => verbs.remove(names, { ...options, isForced: false }) },
    removeForced: {
      did: 'removed',
      run: (names, options) => verbs.remove(names, { ...options, isForced: true }),
    },
    freeze: {
      did: 'frozen',
      undo: (model) => `${thaws(model)} it`,
      run: (names, options) => verbs.freeze(names, options),
    },
    thaw: { did: 'thawed', run: (names, options) => verbs.thaw(names, options) },
  } satisfies Readonly<Record<string, Step>>

  const one = (name: string, doing: string, step: Step) =>
    act({
      names: [name],
      doing,
      isOnce: true,
      run: async () => {
        const [outcome] = await step.run([name])
        return outcome === undefined ? news('nothing to do') : wordsOf(outcome, step, store.model())
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
            const outcomes = await step.run(
              group.map(({ name }) => name),
              { onOutcome: ({ name }) => onDone(name) },
            )
            return outcomes.map((outcome) => ({ outcome, step }))
          }),
        )
        return summaryOf(ended.flat(), store.model())
      },
    })

  return {
    stop: (name) => one(name, 'stopping', steps.stop),
    restart: (name) => one(name, 'restarting', steps.restart),
    startAgain: (name) => one(name, 'starting', steps.startAgain),
    remove: (name, isForced) => one(name, 'removing', isForced ? steps.removeForced : steps.remove),
    freezeOrThaw: (name, verb) => one(name, doings[verb], steps[verb]),
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

const wordsOf = (outcome: VerbOutcome, { did, undo }: Step, model: Model): Said =>
  outcome.ok
    ? good(`${outcome.name} ${did} in ${took(outcome.tookMs)}`, undo?.(model))
    : failed(outcome.name, outcome.failure)

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
