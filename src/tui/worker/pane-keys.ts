import { onPage } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { keyFor } from '../keys/key-for.ts'
import type { KeyRecord } from '../keys/key-record.ts'
import { needsAnswers, needsWorker } from '../keys/objections.ts'
import { isTiny, layoutOf } from '../layout.ts'
import { selectedRow } from '../list/rows.ts'
import { moveBy } from '../list/selection.ts'
import type { Model } from '../model.ts'
import { focusOn, onTab, resizePane, turnTab } from './pane-changes.ts'
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
import { tabLabels, tabNames } from './tab-names.ts'

const isPaneShown = (model: Model): boolean => {
  const { kind } = layoutOf(model)
  return kind !== 'tiny' && kind !== 'list'
}

const needsRoom = (model: Model) =>
  isTiny(model.size) ? 'there is no room for a screen' : needsWorker(model)

const needsPane = (model: Model) =>
  needsRoom(model) ??
  (isPaneShown(model)
    ? undefined
    : `only the list is shown: ${keyFor(model, 'worker.focus', '⏎')} shows the screen`)

/** A narrow terminal shows the screen first. */
const needsFocus = (model: Model) =>
  needsRoom(model) ?? (isPaneShown(model) ? (needsAnswers(model) ?? needsProgram(model)) : undefined)

const needsProgram = (model: Model) => {
  const { name = '', agentExitCode } = selectedRow(model)?.worker ?? {}
  return agentExitCode === undefined
    ? undefined
    : `what ran in ${name} has ended with ${agentExitCode}: ${keyFor(model, 'worker.restart', 'R')} restarts it, ${keyFor(model, 'worker.attach', 'a')} attaches`
}

const enter: KeyRecord['run'] = ({ model, change }) => {
  const { selected } = model()
  change(isPaneShown(model()) ? focusOn(selected) : onPage('screen'))
}

/** Where only the list is shown, it is the list that pages. */
const page =
  (pages: 1 | -1): KeyRecord['run'] =>
  ({ model, change }) => {
    const layout = layoutOf(model())
    const rows = layout.kind === 'tiny' ? model().size.rows : layout.listRows
    change(isPaneShown(model()) ? pageReading(pages) : moveBy(pages * Math.max(1, rows - 1)))
  }

const search: KeyRecord['run'] = ({ change }) => {
  change(beginReading)
  change(typeQuery(editorOf()))
}

const reading =
  (by: number): KeyRecord['run'] =>
  ({ change }) =>
    change(moveReading(by))

const copy: KeyRecord['run'] = ({ pane, change }) => {
  pane.copy()
  change(endReading)
}

/** The first key there is: what most people do next. */
export const focusKey: KeyRecord = {
  id: 'worker.focus',
  keys: ['enter'],
  shown: '⏎',
  label: (model) => (isPaneShown(model) ? 'focus' : 'screen'),
  help: (model) =>
    `type to the worker itself; ${keyFor(model, 'focus.back', 'ctrl-]')} comes back. Where it is narrow: its screen first`,
  where: 'list',
  run: enter,
  isInFooter: true,
  isDisabled: needsFocus,
  isBeforeText: true,
}

const inList: readonly KeyRecord[] = [
  {
    id: 'tab.next',
    keys: ['tab', ']'],
    label: 'tabs',
    help: 'its next tab: logs, events, numbers, changed files, environment, all that is known',
    where: 'list',
    run: ({ change }) => change(turnTab(1)),
    isInFooter: true,
    isDisabled: needsRoom,
  },
  {
    id: 'tab.previous',
    keys: ['shift+tab', '['],
    shown: '[',
    label: 'tab before',
    help: 'its tab before',
    where: 'list',
    run: ({ change }) => change(turnTab(-1)),
    isDisabled: needsRoom,
  },
  ...tabNames.map(
    (tab, index): KeyRecord => ({
      id: `tab.${tab}`,
      keys: [String(index + 1)],
      label: tabLabels[tab].toLowerCase(),
      ...(index === 0 ? { shown: '1-7', help: 'one of its tabs, from Screen to Inspect' } : {}),
      where: 'list',
      run: ({ change }) => change(onTab(tab)),
      isDisabled: needsRoom,
    }),
  ),
  {
    id: 'pane.larger',
    keys: ['+', '='],
    label: 'larger',
    help: 'a larger screen, then the screen alone',
    where: 'list',
    run: ({ change }) => change(resizePane(1)),
    isDisabled: needsRoom,
  },
  {
    id: 'pane.smaller',
    keys: ['_', '-'],
    label: 'smaller',
    help: 'a smaller screen, and the list again',
    where: 'list',
    run: ({ change }) => change(resizePane(-1)),
    isDisabled: needsRoom,
  },
  {
    id: 'pane.back',
    keys: ['pageup'],
    shown: 'PgUp',
    label: 'history',
    help: 'read back in what it shows; the list, where that is all there is',
    where: 'list',
    run: page(-1),
  },
  {
    id: 'pane.on',
    keys: ['pagedown'],
    shown: 'PgDn',
    label: 'on',
    help: 'read on',
    where: 'list',
    run: page(1),
  },
  {
    id: 'pane.search',
    keys: ['ctrl+f'],
    shown: 'ctrl-f',
    label: 'search',
    help: 'search in what it shows, its history too',
    where: 'list',
    run: search,
    isDisabled: needsPane,
  },
  {
    id: 'pane.copy',
    keys: ['y'],
    label: 'copy',
    help: 'copy what is shown of it to the clipboard',
    where: 'list',
    run: copy,
    isDisabled: needsPane,
  },
]

const whileFocused: readonly KeyRecord[] = [
  {
    id: 'focus.back',
    keys: ['ctrl+]'],
    shown: 'ctrl-]',
    label: ({ pane }) => `back; all other keys go to ${pane.focus ?? 'the worker'}`,
    where: 'focus',
    run: ({ change }) => change(focusOn(undefined)),
    isInFooter: true,
    isKept: true,
  },
]

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
    isInFooter: (model) => readingOf(model)?.query !== '',
  },
  {
    id: 'match-before',
    keys: ['N'],
    label: 'other way',
    where: 'reading',
    run: ({ change }) => change(nextMatch(-1)),
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

/** Keys of the selected worker's pane: its tabs, its size, its keyboard, its history. */
export const paneKeys: readonly KeyRecord[] = [...inList, ...whileFocused, ...whileReading, ...whileSearching]
