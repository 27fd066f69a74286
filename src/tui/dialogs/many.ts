import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { targetsOf } from '../list/marked.ts'
import type { Dialog, Model } from '../model.ts'
import { type Life, lifeOf } from '../worker/life.ts'
import { seenOf, type Target, type VerbForMany } from './target.ts'

/** The workers that an action is for: the marked ones, else the selected one. */
export const targetRows = (model: Model): readonly FleetWorker[] => {
  const rows = new Map(model.snapshot.workers.map((row) => [row.worker.name, row]))
  return targetsOf(model).flatMap((name) => rows.get(name) ?? [])
}

/** The one that an action is for; `undefined` for none and for several. */
export const onlyTarget = (model: Model): FleetWorker | undefined => {
  const [only, ...others] = targetRows(model)
  return others.length === 0 ? only : undefined
}

export const isForMany = (model: Model): boolean => targetsOf(model).length > 1

const canBe: Readonly<Record<VerbForMany, readonly Life[]>> = {
  stop: ['new', 'running', 'frozen'],
  restart: ['new', 'running', 'frozen', 'ended'],
  remove: ['new', 'running', 'frozen', 'ended', 'going'],
  freeze: ['running'],
  thaw: ['frozen'],
}

type ConfirmMany = Extract<Dialog, { kind: 'confirm-many' }>

/** The question before several workers are touched. */
export const questionFor = (model: Model, verb: VerbForMany): ConfirmMany => {
  const all = targetRows(model).map(({ worker }) => ({ ...seenOf(worker), life: lifeOf(worker) }))
  const isMeant = ({ life }: Target) => canBe[verb].includes(life)
  return {
    kind: 'confirm-many',
    verb,
    targets: all.filter(isMeant),
    left: all.filter((target) => !isMeant(target)).map(({ name }) => name),
  }
}

/** One key does both: it thaws where nothing is left to freeze. */
export const freezeOrThaw = (model: Model): 'freeze' | 'thaw' =>
  questionFor(model, 'freeze').targets.length > 0 ? 'freeze' : 'thaw'
