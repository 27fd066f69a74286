import type { Fleet } from '../../workers/fleet/fleet.ts'
import { seenOf } from '../dialogs/target.ts'
import { isPaneVisible } from '../layout.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model, TabName } from '../model.ts'

/** Who reads one of these looks at what was done. */
const showsWork: ReadonlySet<TabName> = new Set(['screen', 'logs', 'diff', 'files'])

/** Less is passing by on the way to another row. */
const lookMs = 1_000

/**
 * Says of a worker that is done that somebody has looked: it was selected, with its screen or its work in sight, for a moment. A selection that the
 * person never made, or a terminal that they don't type into, is nobody's look: a selection
 * goes to the first row by itself, and would take one `done` after the other away.
 */
export const seenFeed = (
  fleet: Pick<Fleet, 'markSeen'>,
): Disposable & { readonly follow: (model: Model) => void } => {
  let looked: string | undefined
  let timer: NodeJS.Timeout | undefined
  return {
    follow: (model) => {
      const isLooking =
        isPaneVisible(model) && showsWork.has(model.tab) && !model.isUntouched && model.hasFocus
      const worker = isLooking ? selectedRow(model)?.worker : undefined
      // A worker that was done, worked on and is done again is another look.
      const look =
        worker?.activity === 'done' ? `${worker.containerId} ${worker.activitySince?.getTime()}` : undefined
      if (look === looked) return
      looked = look
      clearTimeout(timer)
      if (worker === undefined || look === undefined) return
      const seen = seenOf(worker)
      // Said again until it is so: a worker whose stream has just broken hears nothing. What it is then ends this.
      const tell = () => {
        timer = setTimeout(() => {
          tell()
          fleet.markSeen(seen)
        }, lookMs)
      }
      tell()
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
