import type { Worker } from '../../workers/worker.ts'
import { targetRows } from '../dialogs/many.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model } from '../model.ts'
import { lifeOf } from '../worker/life.ts'
import { keyFor } from './key-for.ts'

/** Why a key does nothing now, and which one would; `undefined` when it does what it says. */
export type Objection = (model: Model) => string | undefined

const aboutSelected =
  (object: (worker: Worker, model: Model) => string | undefined): Objection =>
  (model) => {
    const worker = selectedRow(model)?.worker
    return worker === undefined ? 'no worker is selected' : object(worker, model)
  }

/** The same for a key that may be for several: it does something if it can to one of them. */
const aboutTargets =
  (object: (worker: Worker, model: Model) => string | undefined): Objection =>
  (model) => {
    const [first, ...others] = targetRows(model)
    if (first === undefined) return 'no worker is selected'
    if (others.length === 0) return object(first.worker, model)
    const isPossible = [first, ...others].some(({ worker }) => object(worker, model) === undefined)
    return isPossible
      ? undefined
      : `as they are, that can't be done to any of the ${others.length + 1} marked`
  }

export const needsWorker: Objection = aboutSelected(() => undefined)

export const needsTarget: Objection = aboutTargets(() => undefined)

/** Why text can't go to a worker. One that is just being started may be up before the screen says so. */
export const unanswering = (worker: Worker, model: Model): string | undefined => {
  const { name, phase } = worker
  if (phase.kind === 'unreachable') return `${name} can't be reached: ${restarts(model)} restarts it`
  return lifeOf(worker) === 'frozen'
    ? `${name} is frozen: ${keyFor(model, 'worker.freeze', 'f')} thaws it`
    : notAlive(worker, model)
}

/** For keys that talk to what runs in it. */
export const needsAnswers: Objection = aboutSelected(unanswering)

export const needsAnswer: Objection = aboutTargets(unanswering)

/** For keys that end or freeze it. */
export const needsLife: Objection = aboutTargets(notAlive)

/** For a key that starts it: once is enough. */
export const needsStart: Objection = aboutTargets((worker, model) => {
  const doing = model.busy[worker.name]
  if (doing === 'starting' || doing === 'restarting') return `${worker.name} is ${doing} already`
  return lifeOf(worker) === 'going' ? notAlive(worker, model) : undefined
})

const restarts = (model: Model): string => keyFor(model, 'worker.restart', 'R')

function notAlive(worker: Worker, model: Model): string | undefined {
  const { name } = worker
  switch (lifeOf(worker)) {
    case 'ended':
      return `${name} has ended: ${restarts(model)} starts it again`
    case 'going':
      return `${name} is ending`
    default:
      return undefined
  }
}
