import { isAttention, moodOf } from '../../present/worker.ts'
import { pageStep } from '../layout.ts'
import { moveBy, toNextInNeed } from '../list/selection.ts'
import type { KeyRecord } from './key-record.ts'

const move =
  (by: number): KeyRecord['run'] =>
  ({ change }) =>
    change(moveBy(by))

const page =
  (direction: 1 | -1): KeyRecord['run'] =>
  ({ model, change }) =>
    change(moveBy(direction * pageStep(model())))

/** Keys that move the selection in the list. */
export const moveKeys: readonly KeyRecord[] = [
  {
    id: 'list.down',
    keys: ['j', 'down'],
    shown: 'j ↓',
    label: 'move',
    help: 'next worker',
    where: 'list',
    run: move(1),
    isInFooter: ({ snapshot }) => snapshot.workers.length > 1,
    counterpart: 'list.up',
  },
  {
    id: 'list.up',
    keys: ['k', 'up'],
    shown: 'k ↑',
    label: 'up',
    help: 'worker before',
    where: 'list',
    run: move(-1),
  },
  {
    id: 'list.first',
    keys: ['g', 'home'],
    shown: 'g',
    label: 'first',
    help: 'first worker',
    where: 'list',
    run: move(Number.NEGATIVE_INFINITY),
  },
  {
    id: 'list.last',
    keys: ['G', 'end'],
    shown: 'G',
    label: 'last',
    help: 'last worker',
    where: 'list',
    run: move(Number.POSITIVE_INFINITY),
  },
  {
    id: 'list.next-in-need',
    keys: ['w'],
    label: 'who needs you',
    help: 'the worker that needs you most; again: the next one',
    where: 'list',
    run: ({ change }) => change(toNextInNeed),
    isDisabled: ({ snapshot }) =>
      snapshot.workers.some(({ worker }) => isAttention(moodOf(worker))) ? undefined : 'nobody needs you now',
  },
  {
    id: 'list.page-down',
    keys: ['ctrl+d'],
    shown: 'ctrl-d',
    label: 'page down',
    help: 'a page down',
    where: 'list',
    run: page(1),
  },
  {
    id: 'list.page-up',
    keys: ['ctrl+u'],
    shown: 'ctrl-u',
    label: 'page up',
    help: 'a page up',
    where: 'list',
    run: page(-1),
  },
  { id: 'filter.down', keys: ['down'], shown: '↓', label: 'down', where: 'filter', run: move(1) },
  { id: 'filter.up', keys: ['up'], shown: '↑', label: 'up', where: 'filter', run: move(-1) },
]
