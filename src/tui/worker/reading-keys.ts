import { editorOf } from '../dialogs/line-editor.ts'
import { keyFor } from '../keys/key-for.ts'
import type { KeyRecord } from '../keys/key-record.ts'
import type { Model } from '../model.ts'
import { hasFiles, openFile } from './open-file.ts'
import { readingOf } from './pane-state.ts'
import {
  beginReading,
  endReading,
  moveReading,
  nextMatch,
  pageReading,
  takeQuery,
  toggleSelection,
  typeQuery,
} from './reading.ts'
import { tabKeysIn } from './tab-keys.ts'

/** Reads back from here on, with a word asked for. */
export const search: KeyRecord['run'] = ({ change }) => {
  change(beginReading)
  change(typeQuery(editorOf()))
}

/** What is selected, or all that is shown. */
export const copy: KeyRecord['run'] = ({ pane, change }) => {
  pane.copy()
  change(endReading)
}

const reading =
  (by: number): KeyRecord['run'] =>
  ({ change }) =>
    change(moveReading(by))

/** As `n` elsewhere starts a worker, it says here why it doesn't. */
const needsQuery = (model: Model): string | undefined =>
  readingOf(model)?.query === ''
    ? `no search is on: ${keyFor(model, 'search', '/')} searches here, esc goes back`
    : undefined

const whileReading: readonly KeyRecord[] = [
  {
    id: 'back',
    keys: ['escape', 'q'],
    shown: 'esc',
    label: 'back',
    where: 'reading',
    run: ({ model, change }) =>
      change(readingOf(model())?.anchor === undefined ? endReading : toggleSelection),
    isInFooter: true,
    isKept: true,
  },
  {
    id: 'open',
    keys: ['enter'],
    shown: '⏎',
    label: 'its diff',
    help: 'in Files: the diff of the file one is at',
    where: 'reading',
    run: ({ change }) => change(openFile),
    isInFooter: hasFiles,
    isDisabled: (model) => (hasFiles(model) ? undefined : 'there is nothing to open here'),
  },
  {
    id: 'up',
    keys: ['k', 'up'],
    shown: 'k ↑',
    label: 'up',
    where: 'reading',
    run: reading(-1),
    isInFooter: true,
  },
  {
    id: 'down',
    keys: ['j', 'down'],
    shown: 'j ↓',
    label: 'down',
    where: 'reading',
    run: reading(1),
    isInFooter: true,
  },
  {
    id: 'page-up',
    keys: ['pageup', 'ctrl+u', 'ctrl+b'],
    shown: 'PgUp',
    label: 'page',
    where: 'reading',
    run: ({ change }) => change(pageReading(-1)),
    isInFooter: true,
  },
  {
    id: 'page-down',
    keys: ['pagedown', 'ctrl+d', ' '],
    shown: 'PgDn',
    label: 'page',
    where: 'reading',
    run: ({ change }) => change(pageReading(1)),
  },
  {
    id: 'first',
    keys: ['g', 'home'],
    label: 'first',
    where: 'reading',
    run: reading(Number.NEGATIVE_INFINITY),
  },
  {
    id: 'last',
    keys: ['G', 'end'],
    label: 'last',
    where: 'reading',
    run: reading(Number.POSITIVE_INFINITY),
  },
  {
    id: 'search',
    keys: ['/', 'ctrl+f'],
    label: 'search',
    where: 'reading',
    run: search,
    isInFooter: true,
  },
  {
    id: 'match',
    keys: ['n'],
    shown: 'n N',
    label: 'next, before',
    where: 'reading',
    run: ({ change }) => change(nextMatch(1)),
    isInFooter: true,
    isDisabled: needsQuery,
  },
  {
    id: 'match-before',
    keys: ['N'],
    label: 'other way',
    where: 'reading',
    run: ({ change }) => change(nextMatch(-1)),
    isDisabled: needsQuery,
  },
  {
    id: 'select',
    keys: ['v'],
    label: (model) => (readingOf(model)?.anchor === undefined ? 'select' : 'select none'),
    where: 'reading',
    run: ({ change }) => change(toggleSelection),
    isInFooter: true,
  },
  { id: 'copy', keys: ['y'], label: 'copy', where: 'reading', run: copy, isInFooter: true },
  ...tabKeysIn('reading'),
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'reading', run: ({ quit }) => quit() },
]

const whileSearching: readonly KeyRecord[] = [
  {
    id: 'find',
    keys: ['enter'],
    shown: '⏎',
    label: 'find',
    where: 'search',
    run: ({ change }) => change(takeQuery),
    isInFooter: true,
  },
  {
    id: 'cancel',
    keys: ['escape', 'ctrl+c'],
    shown: 'esc',
    label: 'cancel',
    where: 'search',
    run: ({ change }) => change(typeQuery(undefined)),
    isInFooter: true,
  },
]

/** Keys while somebody reads in the history of a pane, or writes what to search there. */
export const readingKeys: readonly KeyRecord[] = [...whileReading, ...whileSearching]
