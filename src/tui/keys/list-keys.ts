import { onPage, withDialog, withDraft, withToast } from '../changes.ts'
import { openCommand } from '../command/command-state.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import { openHelp } from '../help/help-state.ts'
import { isTiny } from '../layout.ts'
import { withoutMarks } from '../list/marked.ts'
import { selectedRow } from '../list/rows.ts'
import { filterBy } from '../list/selection.ts'
import type { ConfirmedVerb, Model } from '../model.ts'
import { isDown, type Life, lifeOf } from '../worker/life.ts'
import { arrangeKeys } from './arrange-keys.ts'
import { ask } from './ask.ts'
import type { KeyRecord } from './key-record.ts'
import { markKeys } from './mark-keys.ts'
import { needsAnswers, needsLife, needsStart, needsWorker } from './objections.ts'

const selectedLife = (model: Model): Life | undefined => {
  const row = selectedRow(model)
  return row === undefined ? undefined : lifeOf(row.worker)
}

const needsList = (model: Model) => {
  if (isTiny(model.size)) return 'there is no room for a screen'
  return model.page === 'list' ? needsWorker(model) : 'the screen is shown already'
}

const hasFailure = ({ toast }: Model): boolean => toast?.kind === 'failure'

const back: KeyRecord['run'] = ({ model, change }) => {
  if (model().toast !== undefined) change(withToast(undefined))
  else if (model().page === 'screen') change(onPage('list'))
  else if (model().marked.size > 0) change(withoutMarks)
  else change(filterBy(''))
}

const askTo =
  (verb: ConfirmedVerb): KeyRecord['run'] =>
  (context) => {
    const worker = selectedRow(context.model())?.worker
    if (worker !== undefined) ask(context, verb, worker)
  }

const restart: KeyRecord['run'] = (context, key) => {
  const worker = selectedRow(context.model())?.worker
  if (worker !== undefined && isDown(lifeOf(worker))) context.actions.startAgain(worker.name)
  else askTo('restart')(context, key)
}

/** What can be done from the list. */
export const listKeys: readonly KeyRecord[] = [
  {
    id: 'worker.screen',
    keys: ['enter'],
    shown: '⏎',
    label: 'screen',
    help: 'show its screen alone, as high as the terminal',
    where: 'list',
    run: ({ change }) => change(onPage('screen')),
    isInFooter: true,
    isDisabled: needsList,
  },
  {
    id: 'back',
    keys: ['escape'],
    shown: 'esc',
    label: (model) => (hasFailure(model) ? 'close' : 'back'),
    help: 'close what is said of a failure; back to the list; clear the marks; clear the filter',
    where: 'list',
    run: back,
    isInFooter: (model) =>
      hasFailure(model) || model.page === 'screen' || model.marked.size > 0 || model.filter !== '',
    isKept: true,
  },
  {
    id: 'worker.attach',
    keys: ['a'],
    label: 'attach',
    help: 'attach: hand the terminal to the worker',
    where: 'list',
    run: ({ model, actions }) => {
      const { selected } = model()
      if (selected !== undefined) actions.attach(selected)
    },
    isInFooter: true,
    isDisabled: needsAnswers,
    isBeforeText: true,
  },
  {
    id: 'worker.send',
    keys: ['s'],
    label: 'send',
    help: 'send a line to the worker',
    where: 'list',
    run: ({ model, change }) => {
      const { selected } = model()
      if (selected !== undefined) change(withDialog({ kind: 'send', name: selected, editor: editorOf() }))
    },
    isInFooter: true,
    isDisabled: needsAnswers,
    isBeforeText: true,
  },
  {
    id: 'worker.new',
    keys: ['n'],
    label: 'new',
    help: 'start a new worker',
    where: 'list',
    run: ({ model, change }) => {
      change(withDialog({ kind: 'start', form: model().draft ?? emptyStartForm }))
      change(withDraft(undefined))
    },
    isInFooter: true,
  },
  {
    id: 'worker.stop',
    keys: ['x'],
    label: 'stop',
    help: 'stop the worker',
    where: 'list',
    run: askTo('stop'),
    isInFooter: true,
    isDisabled: needsLife,
  },
  {
    id: 'worker.restart',
    keys: ['R'],
    label: (model) => (isDown(selectedLife(model)) ? 'start' : 'restart'),
    help: 'restart it; start it again once it has ended',
    where: 'list',
    run: restart,
    isInFooter: true,
    isDisabled: needsStart,
  },
  {
    id: 'worker.remove',
    keys: ['D'],
    label: 'remove',
    help: 'remove it and its container',
    where: 'list',
    run: askTo('remove'),
    isInFooter: true,
    isDisabled: needsWorker,
  },
  {
    id: 'worker.freeze',
    keys: ['f'],
    label: (model) => (selectedLife(model) === 'frozen' ? 'thaw' : 'freeze'),
    help: 'freeze it, or thaw it',
    where: 'list',
    run: ({ model, actions }) => {
      const worker = selectedRow(model())?.worker
      if (worker !== undefined)
        actions.freezeOrThaw(worker.name, worker.phase.kind === 'frozen' ? 'thaw' : 'freeze')
    },
    isInFooter: true,
    isDisabled: needsLife,
  },
  {
    id: 'list.filter',
    keys: ['/'],
    label: 'filter',
    help: 'filter by what a row says; key=value; ! inverts',
    where: 'list',
    run: ({ model, change }) => {
      const { filter } = model()
      change(withDialog({ kind: 'filter', editor: editorOf(filter), before: filter }))
    },
    isInFooter: true,
  },
  ...markKeys,
  ...arrangeKeys,
  {
    id: 'command',
    keys: [':'],
    label: 'command',
    help: 'a command, by its name',
    where: 'list',
    run: ({ change }) => change(openCommand()),
    isInFooter: true,
  },
  {
    id: 'help',
    keys: ['?', 'f1'],
    label: 'help',
    help: 'this help',
    where: 'list',
    run: ({ change }) => change(openHelp),
    isInFooter: true,
    isKept: true,
  },
  {
    id: 'quit',
    keys: ['q', 'ctrl+c'],
    label: 'quit',
    help: 'quit; workers run on',
    where: 'list',
    run: ({ quit }) => quit(),
    isInFooter: true,
    isKept: true,
  },
]
