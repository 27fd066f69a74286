import type { Worker } from '../../workers/worker.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model } from '../model.ts'
import { lifeOf } from '../worker/life.ts'

/** Why a key does nothing now, and which one would; `undefined` when it does what it says. */
export type Objection = (model: Model) => string | undefined

const aboutSelected =
  (object: (worker: Worker, model: Model) => string | undefined): Objection =>
  (model) => {
    const worker = selectedRow(model)?.worker
    return worker === undefined ? 'no worker is selected' : object(worker, model)
  }

export const needsWorker: Objection = aboutSelected(() => undefined)

/** For keys that talk to what runs in it. One that is just being started may be up before the screen says so. */
export const needsAnswers: Objection = aboutSelected((worker) => {
  const { name, phase } = worker
  if (phase.kind === 'unreachable') return `${name} can't be reached: R restarts it`
  return lifeOf(worker) === 'frozen' ? `${name} is frozen: f thaws it` : notAlive(worker)
})

/** For keys that end or freeze it. */
export const needsLife: Objection = aboutSelected((worker) => notAlive(worker))

/** For a key that starts it: once is enough. */
export const needsStart: Objection = aboutSelected((worker, { busy }) => {
  const doing = busy[worker.name]
  if (doing === 'starting' || doing === 'restarting') return `${worker.name} is ${doing} already`
  return lifeOf(worker) === 'going' ? notAlive(worker) : undefined
})

const notAlive = (worker: Worker): string | undefined => {
  const { name } = worker
  switch (lifeOf(worker)) {
    case 'ended':
      return `${name} has ended: R starts it again`
    case 'going':
      return `${name} is ending`
    default:
      return undefined
  }
}
