import { onPage, withDialog, withDraft, withToast } from '../changes.ts'
import { openCommand } from '../command/command-state.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { freezeOrThaw, isForMany, onlyTarget, questionFor, targetRows } from '../dialogs/many.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import { seenOf, type VerbForMany } from '../dialogs/target.ts'
import { openHelp } from '../help/help-state.ts'
import { withoutMarks } from '../list/marked.ts'
import { selectedRow } from '../list/rows.ts'
import { filterBy } from '../list/selection.ts'
import type { Change, ConfirmedVerb, Dialog, Model } from '../model.ts'
import { isToBeRead } from '../toast.ts'
import { isDown, type Life, lifeOf } from '../worker/life.ts'
import { arrangeKeys } from './arrange-keys.ts'
import { ask } from './ask.ts'
import type { KeyRecord } from './key-record.ts'
import { markKeys } from './mark-keys.ts'
import { needsAnswer, needsAnswers, needsLife, needsStart, needsTarget, unanswering } from './objections.ts'

/** Of the one worker that a key is for. */
const targetLife = (model: Model): Life | undefined => {
  const row = onlyTarget(model)
  return row === undefined ? undefined : lifeOf(row.worker)
}

/** `stop`, and `stop 3` where it is for several. */
const labelled =
  (label: string | ((model: Model) => string)) =>
  (model: Model): string => {
    const words = typeof label === 'string' ? label : label(model)
    return isForMany(model) ? `${words} ${targetRows(model).length}` : words
  }

const isToldSomething = ({ toast }: Model): boolean => toast !== undefined && isToBeRead(toast)

const back: KeyRecord['run'] = ({ model, change }) => {
  if (model().toast !== undefined) change(withToast(undefined))
  else if (model().page === 'screen') change(onPage('list'))
  else if (model().marked.size > 0) change(withoutMarks)
  else change(filterBy(''))
}

const askedAbout =
  (verb: VerbForMany): Change =>
  (model) => {
    const question = questionFor(model, verb)
    return question.targets.length === 0 ? model : withDialog(question)(model)
  }

const askTo =
  (verb: ConfirmedVerb): KeyRecord['run'] =>
  (context) => {
    if (isForMany(context.model())) {
      context.change(askedAbout(verb))
      return
    }
    const worker = onlyTarget(context.model())?.worker
    if (worker !== undefined) ask(context, verb, worker)
  }

/** An editor for text to the selected worker, or to all that are marked and can have it. */
const textFor = (model: Model): Dialog | undefined => {
  const rows = targetRows(model).map(({ worker }) => worker)
  const workers = rows.filter((worker) => unanswering(worker, model) === undefined).map(seenOf)
  const left = rows.map(({ name }) => name).filter((name) => workers.every((one) => one.name !== name))
  const [only] = workers
  if (rows.length > 1) return { kind: 'broadcast', workers, left, editor: editorOf() }
  return only === undefined ? undefined : { kind: 'send', ...only, editor: editorOf() }
}

const restart: KeyRecord['run'] = (context, key) => {
  const worker = onlyTarget(context.model())?.worker
  if (worker !== undefined && isDown(lifeOf(worker))) context.actions.startAgain(seenOf(worker))
  else askTo('restart')(context, key)
}

/** What can be done from the list. */
export const listKeys: readonly KeyRecord[] = [
  {
    id: 'back',
    keys: ['escape'],
    shown: 'esc',
    label: (model) => (isToldSomething(model) ? 'close' : 'back'),
    help: 'close what is said of a failure; back to the list; clear the marks; clear the filter',
    where: 'list',
    run: back,
    isInFooter: (model) =>
      isToldSomething(model) || model.page === 'screen' || model.marked.size > 0 || model.filter !== '',
    isKept: true,
  },
  {
    id: 'worker.attach',
    keys: ['a'],
    label: 'attach',
    help: 'attach: hand the terminal to the worker',
    where: 'list',
    run: ({ model, actions }) => {
      const row = selectedRow(model())
      if (row !== undefined) actions.attach(seenOf(row.worker))
    },
    isInFooter: true,
    isDisabled: needsAnswers,
    isBeforeText: true,
  },
  {
    id: 'worker.send',
    keys: ['s'],
    label: labelled('send'),
    help: 'send text to the worker, or broadcast it to all that are marked',
    where: 'list',
    run: ({ model, change }) => change(withDialog(textFor(model()))),
    isInFooter: true,
    isDisabled: needsAnswer,
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
    label: labelled('stop'),
    help: 'stop it, or all that are marked',
    where: 'list',
    run: askTo('stop'),
    isInFooter: true,
    isDisabled: needsLife,
  },
  ...markKeys,
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
    id: 'worker.restart',
    keys: ['R'],
    label: labelled((model) => (isDown(targetLife(model)) ? 'start' : 'restart')),
    help: 'restart it, or all that are marked; start again what has ended',
    where: 'list',
    run: restart,
    isInFooter: true,
    isDisabled: needsStart,
  },
  {
    id: 'worker.remove',
    keys: ['D'],
    label: labelled('remove'),
    help: 'remove it and its container, or all that are marked',
    where: 'list',
    run: askTo('remove'),
    isInFooter: true,
    isDisabled: needsTarget,
  },
  {
    id: 'worker.freeze',
    keys: ['f'],
    label: labelled(freezeOrThaw),
    help: 'freeze it or thaw it, or all that are marked',
    where: 'list',
    run: ({ model, change, actions }) => {
      const verb = freezeOrThaw(model())
      const worker = onlyTarget(model())?.worker
      if (worker !== undefined) actions.freezeOrThaw(seenOf(worker), verb)
      else if (isForMany(model())) change(askedAbout(verb))
    },
    isInFooter: true,
    isDisabled: needsLife,
  },
  ...arrangeKeys,
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
