import { onView } from '../changes.ts'
import type { Change } from '../model.ts'
import { onImages } from '../views/images/image-changes.ts'
import type { CommandRecord } from './command-record.ts'

const turning =
  (to: Change): CommandRecord['run'] =>
  ({ change }) => {
    change(to)
    return undefined
  }

/** Other views than the list. */
export const viewCommands: readonly CommandRecord[] = [
  { name: 'pulse', help: 'the fleet at a glance', run: turning(onView('pulse')) },
  {
    name: 'images',
    help: 'images and their builds',
    run: turning(onImages({ areLayersShown: true })),
  },
  {
    name: 'profiles',
    help: 'images that workers can have, without layers',
    run: turning(onImages({ areLayersShown: false })),
  },
]
