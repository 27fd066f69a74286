import { onView } from '../changes.ts'
import { onImages } from '../views/images/image-changes.ts'
import type { KeyRecord } from './key-record.ts'

/** Keys of the pulse. */
export const pulseKeys: readonly KeyRecord[] = [
  {
    id: 'view.pulse',
    keys: ['p'],
    label: 'pulse',
    help: 'the fleet at a glance',
    where: 'list',
    run: ({ change }) => change(onView('pulse')),
  },
  {
    id: 'view.images',
    keys: ['i'],
    label: 'images',
    help: 'images of all profiles; build them',
    where: 'pulse',
    run: ({ change }) => change(onImages({ areLayersShown: true })),
    isInFooter: true,
  },
  {
    id: 'back',
    keys: ['escape', 'q', 'p'],
    shown: 'esc',
    label: 'back',
    help: 'back to the workers',
    where: 'pulse',
    run: ({ change }) => change(onView('workers')),
    isInFooter: true,
    isKept: true,
  },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'pulse', run: ({ quit }) => quit() },
]
