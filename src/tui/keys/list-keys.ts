import { onPage, withDialog, withDraft, withToast } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import { selectedRow } from '../list/rows.ts'
import { filterBy } from '../list/selection.ts'
import type { ConfirmedVerb, Model } from '../model.ts'
import { isDown, type Life, lifeOf } from '../worker/life.ts'
import type { KeyRecord } from './key-record.ts'
import { needsAnswers, needsLife, needsStart, needsWorker } from './objections.ts'

const selectedLife = (model: Model): Life | undefined => {
  const row = selectedRow(model)
  return row === undefined ? undefined : lifeOf(row.worker)
}

const hasFailure = ({ toast }: Model): boolean => toast?.kind === 'failure'

const back: KeyRecord['run'] = ({ model, change }) => {
  if (model().toast !== undefined) change(withToast(undefined))
  else if (model().page === 'screen') change(onPage('list'))
  else change(filterBy(''))
}

const ask =
  (verb: ConfirmedVerb): KeyRecord['run'] =>
  ({ model, change }) => {
    const worker = selectedRow(model())?.worker
    if (worker !== undefined)
      change(withDialog({ kind: 'confirm', verb, name: worker.name, life: lifeOf(worker) }))
  }

const restart: KeyRecord['run'] = (context, key) => {
  const worker = selectedRow(context.model())?.worker
  if (worker !== undefined && isDown(lifeOf(worker))) context.actions.startAgain(worker.name)
  else ask('restart')(context, key)
}

/** What can be done from the list. */
export const listKeys: readonly KeyRecord[] = [
  {
    id: 'back',
    keys: ['escape'],
    shown: 'esc',
    label: (model) => (hasFailure(model) ? 'close' : 'back'),
    help: 'close what is said of a failure; back to the list; clear the filter',
    where: 'list',
    run: back,
    isInFooter: (model) => hasFailure(model) || model.page === 'screen' || model.filter !== '',
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
    run: ask('stop'),
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
    run: ask('remove'),
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
    help: 'filter by name, state or profile',
    where: 'list',
    run: ({ model, change }) => {
      const { filter } = model()
      change(withDialog({ kind: 'filter', editor: editorOf(filter), before: filter }))
    },
    isInFooter: true,
  },
  {
    id: 'help',
    keys: ['?'],
    label: 'help',
    help: 'this help',
    where: 'list',
    run: ({ change }) => change(withDialog({ kind: 'help', offset: 0 })),
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
