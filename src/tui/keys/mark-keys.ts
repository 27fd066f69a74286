import { toggleAllMarks, toggleMark } from '../list/marked.ts'
import { moveBy } from '../list/selection.ts'
import type { KeyRecord } from './key-record.ts'
import { needsWorker } from './objections.ts'

/** Keys that mark workers, for what is done to several at once. */
export const markKeys: readonly KeyRecord[] = [
  {
    id: 'list.mark',
    keys: [' '],
    shown: 'space',
    label: 'mark',
    help: 'mark the worker, or take its mark away; and go on to the next',
    where: 'list',
    run: ({ change }) => change((model) => moveBy(1)(toggleMark(model))),
    isDisabled: needsWorker,
  },
  {
    id: 'list.mark-all',
    keys: ['*'],
    label: 'mark all',
    help: 'mark all that are shown, or none of them',
    where: 'list',
    run: ({ change }) => change(toggleAllMarks),
    isDisabled: needsWorker,
  },
]
