import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { WorkspaceChanges } from '../../workers/verbs.ts'
import type { Change, Model } from '../model.ts'

/** What moves whenever a worker does something: what was counted before it may no longer be so. */
const asItIs = ({ worker, lastLine }: FleetWorker): string => {
  const { containerId, phase, activity, activitySince } = worker
  return JSON.stringify([containerId, phase, activity, activitySince, lastLine])
}

const rowOf = ({ snapshot }: Model, name: string): FleetWorker | undefined =>
  snapshot.workers.find(({ worker }) => worker.name === name)

/** git's last line of its statistics; a file may be called like the beginning of it, and not like all of it. */
const summary = /^ (\d+) files? changed(?:, \d+ insertions?\(\+\))?(?:, \d+ deletions?\(-\))?$/

const countIn = (changes: WorkspaceChanges): number | undefined => {
  if (changes.kind !== 'changes') return undefined
  if (changes.diff.trim() === '') return 0
  const [, count] = summary.exec(changes.stat.trimEnd().split('\n').at(-1) ?? '') ?? []
  return count === undefined ? undefined : Number(count)
}

/** The Diff tab has looked at a worker's workspace. */
export const withChangedFiles =
  (name: string, changes: WorkspaceChanges): Change =>
  (model) => {
    const row = rowOf(model, name)
    const count = countIn(changes)
    const { [name]: before, ...others } = model.pane.changed
    if (row === undefined || count === undefined)
      return before === undefined ? model : { ...model, pane: { ...model.pane, changed: others } }
    const then = asItIs(row)
    if (before?.count === count && before.then === then) return model
    return { ...model, pane: { ...model.pane, changed: { ...others, [name]: { count, then } } } }
  }

/** `3 files changed`; empty where nobody has counted since the worker did something, and where there is nothing to count. */
export const changedWords = (model: Model, row: FleetWorker): string => {
  const { count = 0, then } = model.pane.changed[row.worker.name] ?? {}
  if (count === 0 || then !== asItIs(row)) return ''
  return count === 1 ? '1 file changed' : `${count} files changed`
}
