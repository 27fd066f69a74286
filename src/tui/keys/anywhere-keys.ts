import { redrawn } from '../views/view-changes.ts'
import type { KeyRecord, Where } from './key-record.ts'

const places = [
  'list',
  'events',
  'pulse',
  'images',
  'help',
  'confirm',
  'removal',
  'refused',
  'send',
  'filter',
  'start',
  'cancel-build',
  'command',
  'sort',
  'confirm-many',
  'removal-of-many',
  'broadcast',
  'save',
  'overwrite',
  'quit',
  'reading',
  'search',
] as const satisfies readonly Where[]

/** Keys that mean the same wherever one is. */
export const anywhereKeys: readonly KeyRecord[] = places.flatMap((where): readonly KeyRecord[] => [
  {
    id: 'suspend',
    keys: ['ctrl+z'],
    shown: 'ctrl-z',
    label: 'suspend',
    where,
    run: ({ suspend }) => suspend(),
    ...(where === 'list' ? { help: 'back to the shell; its fg comes back here' } : {}),
  },
  {
    id: 'redraw',
    keys: ['ctrl+l'],
    shown: 'ctrl-l',
    label: 'redraw',
    where,
    run: ({ change }) => change(redrawn),
    ...(where === 'list' ? { help: 'draw the screen anew' } : {}),
  },
])
