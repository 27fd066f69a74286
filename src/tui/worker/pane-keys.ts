import { onPage } from '../changes.ts'
import { keyFor } from '../keys/key-for.ts'
import type { KeyRecord } from '../keys/key-record.ts'
import { needsAnswers, needsWorker } from '../keys/objections.ts'
import { isTiny, layoutOf, pageStep } from '../layout.ts'
import { toggleFold } from '../list/arrange.ts'
import { selectedRow } from '../list/rows.ts'
import { moveBy } from '../list/selection.ts'
import type { Model } from '../model.ts'
import { hasFiles } from './open-file.ts'
import { focusOn, resizePane } from './pane-changes.ts'
import { beginReading, pageReading } from './reading.ts'
import { copy, readingKeys, search } from './reading-keys.ts'
import { tabKeysIn } from './tab-keys.ts'

const isPaneShown = (model: Model): boolean => {
  const { kind } = layoutOf(model)
  return kind !== 'tiny' && kind !== 'list'
}

const needsRoom = (model: Model) =>
  isTiny(model.size)
    ? `there is no room for a screen: ${keyFor(model, 'worker.attach', 'a')} attaches to it`
    : needsWorker(model)

const needsPane = (model: Model) =>
  needsRoom(model) ??
  (isPaneShown(model)
    ? undefined
    : `there is too little of it here: ${keyFor(model, 'worker.focus', '⏎')} shows the screen alone`)

/** A narrow terminal shows the screen first. */
const needsFocus = (model: Model) =>
  isOnHead(model)
    ? undefined
    : (needsRoom(model) ??
      (isPaneShown(model) && !isPickingFile(model)
        ? (needsAnswers(model) ?? needsProgram(model))
        : undefined))

const needsProgram = (model: Model) => {
  const { name = '', agentExitCode } = selectedRow(model)?.worker ?? {}
  return agentExitCode === undefined
    ? undefined
    : `what ran in ${name} has ended with ${agentExitCode}: ${keyFor(model, 'worker.restart', 'R')} restarts it, ${keyFor(model, 'worker.attach', 'a')} attaches`
}

const isOnHead = ({ list }: Model): boolean => list.head !== undefined

/** On the head of a group it folds that, or unfolds it. */
const enter: KeyRecord['run'] = ({ model, change }) => {
  if (isOnHead(model())) return change(toggleFold)
  const { selected } = model()
  if (!isPaneShown(model())) return change(onPage('screen'))
  change(isPickingFile(model()) ? beginReading : focusOn(selected))
}

/** Where files are listed, one is picked first. */
const isPickingFile = (model: Model): boolean => isPaneShown(model) && hasFiles(model)

/** Where only the list is shown, it is the list that pages. */
const page =
  (pages: 1 | -1): KeyRecord['run'] =>
  ({ model, change }) =>
    change(isPaneShown(model()) ? pageReading(pages) : moveBy(pages * pageStep(model())))

/** The first key there is: what most people do next. */
export const focusKey: KeyRecord = {
  id: 'worker.focus',
  keys: ['enter'],
  shown: '⏎',
  label: (model) => {
    if (isOnHead(model)) return 'fold'
    if (!isPaneShown(model)) return 'screen'
    return isPickingFile(model) ? 'pick a file' : 'focus'
  },
  help: (model) =>
    `type to the worker itself; ${keyFor(model, 'focus.back', 'ctrl-]')} comes back. Where it is narrow: its screen first`,
  where: 'list',
  run: enter,
  isInFooter: true,
  isDisabled: needsFocus,
  isBeforeText: true,
}

const inList: readonly KeyRecord[] = [
  ...tabKeysIn('list', { isDisabled: needsRoom }),
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

/** Keys of the selected worker's pane: its tabs, its size, its keyboard, its history. */
export const paneKeys: readonly KeyRecord[] = [...inList, ...whileFocused, ...readingKeys]
