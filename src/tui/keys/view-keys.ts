import { onView, scrollLog } from '../changes.ts'
import type { KeyRecord } from './key-record.ts'

/** Keys that turn to another view, and those of each view. */
export const viewKeys: readonly KeyRecord[] = [
  {
    id: 'view.events',
    keys: ['E'],
    label: 'events',
    help: 'what has happened, the newest first',
    where: 'list',
    run: ({ change }) => change(onView('events')),
  },
  {
    id: 'back',
    keys: ['escape', 'q', 'E'],
    shown: 'esc',
    label: 'back',
    where: 'events',
    run: ({ change }) => change(onView('workers')),
    isInFooter: true,
  },
  {
    id: 'down',
    keys: ['j', 'down'],
    shown: 'j ↓',
    label: 'older',
    where: 'events',
    run: ({ change }) => change(scrollLog(1)),
    isInFooter: true,
  },
  {
    id: 'up',
    keys: ['k', 'up'],
    shown: 'k ↑',
    label: 'newer',
    where: 'events',
    run: ({ change }) => change(scrollLog(-1)),
    isInFooter: true,
  },
]
