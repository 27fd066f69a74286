import type { Worker } from '../../workers/worker.ts'
import { withDialog } from '../changes.ts'
import { seenOf } from '../dialogs/target.ts'
import type { ConfirmedVerb } from '../model.ts'
import { lifeOf } from '../worker/life.ts'
import type { KeyContext } from './key-record.ts'

/** Asks before something is done to a worker that can't be undone. */
export const ask = ({ change }: KeyContext, verb: ConfirmedVerb, worker: Worker): void =>
  change(withDialog({ kind: 'confirm', verb, ...seenOf(worker), life: lifeOf(worker) }))
