import { freezeOrThaw, onlyTarget } from '../dialogs/many.ts'
import { type KeyRecord, whereOf } from '../keys/key-record.ts'
import { needsAnswers } from '../keys/objections.ts'
import type { Model } from '../model.ts'

/** The list has more keys than any footer has room for: these stand first, whoever has only the footer needs them in this order. */
const usual: readonly string[] = [
  'worker.send-over',
  'worker.focus',
  'back',
  'worker.attach',
  'worker.send',
  'worker.new',
  'worker.stop',
  'list.down',
  'list.mark',
  'worker.remove',
  'list.filter',
  'list.mark-all',
  'tab.next',
  'list.sort',
  'list.fold',
  'view.pulse',
  'view.images',
]

/** What is done to all that are marked. */
const ofMarked: readonly string[] = [
  'back',
  'worker.send',
  'worker.stop',
  'worker.remove',
  'list.mark',
  'list.mark-all',
  'list.down',
  'worker.restart',
  'worker.freeze',
]

/** What brings a worker back that takes no keys as it is, or whose command has ended. */
const helping = (model: Model): readonly string[] => {
  const worker = onlyTarget(model)?.worker
  if (worker === undefined || (needsAnswers(model) === undefined && worker.agentExitCode === undefined))
    return []
  return freezeOrThaw(model) === 'thaw' ? ['worker.freeze', 'worker.restart'] : ['worker.restart']
}

const orderOf = (model: Model): readonly string[] => [
  ...(model.marked.size > 0 ? ofMarked : helping(model)),
  ...usual,
]

/** Those that are needed most come first; elsewhere than on the list, and of all others, as the keymap has them. */
export const byNeed = (records: readonly KeyRecord[], model: Model): readonly KeyRecord[] => {
  if (whereOf(model) !== 'list') return records
  const order = orderOf(model)
  const placeOf = ({ id, isKept = false }: KeyRecord) => {
    const at = order.indexOf(id)
    // Those that stay however little room there is stand at the end, where the eye finds them.
    return at === -1 ? order.length + Number(isKept) : at
  }
  return records.toSorted((a, b) => placeOf(a) - placeOf(b))
}
