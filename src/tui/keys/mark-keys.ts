import { areAllMarked, toggleAllMarks, toggleMark } from '../list/marked.ts'
import { itemsOf } from '../list/rows.ts'
import { moveBy } from '../list/selection.ts'
import type { Model } from '../model.ts'
import type { KeyRecord } from './key-record.ts'

const needsRow = (model: Model): string | undefined =>
  itemsOf(model).length === 0 ? 'there is no worker to mark' : undefined

/** Keys that mark workers, for what is done to several at once. */
export const markKeys: readonly KeyRecord[] = [
  {
    id: 'list.mark',
    keys: [' '],
    shown: 'space',
    label: 'mark',
    help: 'mark the worker (on a head: its group), or take the mark away; go on to the next',
    where: 'list',
    run: ({ change }) => change((model) => moveBy(1)(toggleMark(model))),
    isInFooter: true,
    isDisabled: needsRow,
  },
  {
    id: 'list.mark-all',
    keys: ['*'],
    label: 'mark all',
    help: 'mark all that are shown, or none of them',
    where: 'list',
    run: ({ change }) => change(toggleAllMarks),
    // Who marks one by one may want them all.
    isInFooter: (model) => model.marked.size > 0 && !areAllMarked(model),
    isDisabled: needsRow,
  },
]
