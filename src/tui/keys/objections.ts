import type { Worker } from '../../workers/worker.ts'
import { targetRows } from '../dialogs/many.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model } from '../model.ts'
import { lifeOf } from '../worker/life.ts'
import { keyFor } from './key-for.ts'
import { type Obstacle, obstacleOf, obstaclesOf } from './obstacle.ts'

/** Why a key does nothing now, and which one would; `undefined` when it does what it says. */
export type Objection = (model: Model) => string | undefined

type Obstruct = (worker: Worker, model: Model) => Obstacle | undefined

const sentenceOn = (object: Obstruct, worker: Worker, model: Model): string | undefined => {
  const obstacle = object(worker, model)
  return obstacle === undefined ? undefined : obstacleOf(worker.name, obstacle)
}

const aboutSelected =
  (object: Obstruct): Objection =>
  (model) => {
    const worker = selectedRow(model)?.worker
    return worker === undefined ? 'no worker is selected' : sentenceOn(object, worker, model)
  }

/** The same for a key that may be for several: it does something if it can to one of them. */
const aboutTargets =
  (object: Obstruct): Objection =>
  (model) => {
    const [first, ...others] = targetRows(model)
    if (first === undefined) return 'no worker is selected'
    if (others.length === 0) return sentenceOn(object, first.worker, model)
    const obstacles = [first, ...others].map(({ worker }) => object(worker, model))
    const all = obstacles.filter((obstacle) => obstacle !== undefined)
    return all.length < obstacles.length ? undefined : obstaclesOf(all)
  }

export const needsWorker: Objection = aboutSelected(() => undefined)

export const needsTarget: Objection = aboutTargets(() => undefined)

/** Why text can't go to a worker. One that is just being started may be up before the screen says so. */
export const unanswering: Obstruct = (worker, model) => {
  if (worker.phase.kind === 'unreachable')
    return {
      is: ["can't be reached", "can't be reached"],
      help: (them) => `${restarts(model)} restarts ${them}`,
    }
  if (lifeOf(worker) !== 'frozen') return notAlive(worker, model)
  return {
    is: ['is frozen', 'are frozen'],
    help: (them) => `${keyFor(model, 'worker.freeze', 'f')} thaws ${them}`,
  }
}

/** For keys that talk to what runs in it. */
export const needsAnswers: Objection = aboutSelected(unanswering)

export const needsAnswer: Objection = aboutTargets(unanswering)

/** For keys that end or freeze it. */
export const needsLife: Objection = aboutTargets(notAlive)

/** For a key that starts it: once is enough. */
export const needsStart: Objection = aboutTargets((worker, model) => {
  const doing = model.busy[worker.name]
  if (doing === 'starting' || doing === 'restarting')
    return { is: [`is ${doing} already`, `are ${doing} already`] }
  return lifeOf(worker) === 'going' ? notAlive(worker, model) : undefined
})

const restarts = (model: Model): string => keyFor(model, 'worker.restart', 'R')

function notAlive(worker: Worker, model: Model): Obstacle | undefined {
  switch (lifeOf(worker)) {
    case 'ended':
      return {
        is: ['has ended', 'have ended'],
        help: (them) => `${restarts(model)} starts ${them} again`,
      }
    case 'going':
      return { is: ['is stopping', 'are stopping'] }
    default:
      return undefined
  }
}
