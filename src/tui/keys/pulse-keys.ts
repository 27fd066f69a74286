import { onView } from '../changes.ts'
import { select } from '../list/selection.ts'
import { onImages } from '../views/images/image-changes.ts'
import { movePick, pickedInPulse } from '../views/pulse-picks.ts'
import type { KeyRecord } from './key-record.ts'

const move =
  (by: number): KeyRecord['run'] =>
  ({ change }) =>
    change(movePick(by))

const where = 'pulse'

/** Keys of the pulse. */
export const pulseKeys: readonly KeyRecord[] = [
  {
    id: 'view.pulse',
    keys: ['p'],
    label: 'pulse',
    help: 'the fleet at a glance',
    where: 'list',
    run: ({ change }) => change(onView('pulse')),
    isInFooter: true,
  },
  {
    id: 'pulse.open',
    keys: ['enter'],
    shown: '⏎',
    label: (model) => `to ${pickedInPulse(model)?.name ?? 'the worker'}`,
    help: 'turn to the worker that is picked',
    where,
    run: ({ model, change }) => {
      const picked = pickedInPulse(model())
      if (picked === undefined) return
      change(onView('workers'))
      change(select(picked.name))
    },
    isInFooter: true,
    isDisabled: (model) => (pickedInPulse(model) === undefined ? 'no worker is listed here' : undefined),
  },
  {
    id: 'pulse.down',
    keys: ['j', 'down'],
    shown: 'j ↓',
    label: 'down',
    help: 'pick the next worker',
    where,
    run: move(1),
  },
  {
    id: 'pulse.up',
    keys: ['k', 'up'],
    shown: 'k ↑',
    label: 'up',
    help: 'pick the worker before',
    where,
    run: move(-1),
  },
  {
    id: 'pulse.first',
    keys: ['g', 'home'],
    shown: 'g',
    label: 'first',
    help: 'pick the first one',
    where,
    run: move(Number.NEGATIVE_INFINITY),
  },
  {
    id: 'pulse.last',
    keys: ['G', 'end'],
    shown: 'G',
    label: 'last',
    help: 'pick the last one',
    where,
    run: move(Number.POSITIVE_INFINITY),
  },
  {
    id: 'view.images',
    keys: ['i'],
    label: 'images',
    help: 'images of all profiles; build them',
    where,
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
