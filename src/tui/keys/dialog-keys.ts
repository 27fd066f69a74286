import { withDialog } from '../changes.ts'
import { textOf } from '../dialogs/line-editor.ts'
import { upOrDown } from '../dialogs/recall.ts'
import { startCommand } from '../dialogs/start-command.ts'
import { refusedStart } from '../dialogs/start-fault.ts'
import { seenOf } from '../dialogs/target.ts'
import { toLineEdge } from '../dialogs/text-area.ts'
import { pasteInto, typeInto } from '../dialogs/type-into.ts'
import { filterBy } from '../list/selection.ts'
import type { Model } from '../model.ts'
import { helpKeys } from './help-keys.ts'
import type { KeyRecord } from './key-record.ts'

const close: KeyRecord['run'] = ({ change }) => change(withDialog(undefined))

const quit: KeyRecord['run'] = (context) => context.quit()

const confirm: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'confirm') actions[dialog.verb](seenOf(dialog), dialog.life !== 'ended')
}

const confirmMany: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'confirm-many') actions.toMany(dialog.verb, dialog.targets)
}

const send: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'send') actions.send(seenOf(dialog), textOf(dialog.editor))
  if (dialog?.kind === 'broadcast') actions.broadcast(dialog.workers, textOf(dialog.editor))
}

const save: KeyRecord['run'] = ({ model, actions }) => {
  const { dialog } = model()
  if (dialog?.kind === 'save' && textOf(dialog.editor).trim() !== '')
    actions.save(seenOf(dialog), textOf(dialog.editor))
}

const overwrite: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'overwrite') actions.saveOver(seenOf(dialog), dialog.path)
}

const copyStart: KeyRecord['run'] = ({ model, actions }) => {
  const { dialog } = model()
  if (dialog?.kind === 'start') actions.copy(startCommand(dialog.form, model().acting))
}

const cancelFilter: KeyRecord['run'] = ({ model, change }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'filter') change(filterBy(dialog.before))
}

const start: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  if (dialog?.kind !== 'start') return
  const refused = refusedStart(dialog.form, model().acting)
  change(withDialog(refused === undefined ? undefined : { kind: 'start', form: refused }))
  if (refused === undefined) actions.start(dialog.form)
}

const sendOver: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'send-over') actions.sendOver(seenOf(dialog), dialog.text)
}

const loseWork: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'lose-work') actions.removeWithWork(dialog.doomed.map(seenOf))
}

const no = { keys: ['escape', 'n', 'q'], shown: 'esc n', label: 'no', run: close, isInFooter: true }

const questions: readonly KeyRecord[] = [
  {
    id: 'yes',
    keys: ['y', 'enter'],
    shown: '⏎ y',
    label: 'yes',
    where: 'confirm',
    run: confirm,
    isInFooter: true,
  },
  { id: 'no', where: 'confirm', ...no },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'confirm', run: quit },
  // Not ⏎: what is removed is gone for good, and ⏎ is pressed without reading.
  { id: 'removal.yes', keys: ['y'], label: 'yes', where: 'removal', run: confirm, isInFooter: true },
  { id: 'no', where: 'removal', ...no },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'removal', run: quit },
  {
    id: 'yes',
    keys: ['y', 'enter'],
    shown: '⏎ y',
    label: 'yes',
    where: 'confirm-many',
    run: confirmMany,
    isInFooter: true,
  },
  { id: 'no', where: 'confirm-many', ...no },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'confirm-many', run: quit },
  { id: 'yes', keys: ['y'], label: 'yes', where: 'removal-of-many', run: confirmMany, isInFooter: true },
  { id: 'no', where: 'removal-of-many', ...no },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'removal-of-many', run: quit },
  { id: 'yes', keys: ['y'], label: 'yes', where: 'overwrite', run: overwrite, isInFooter: true },
  { id: 'no', where: 'overwrite', ...no },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'overwrite', run: quit },
  { id: 'yes', keys: ['y'], label: 'drop and send', where: 'send-over', run: sendOver, isInFooter: true },
  { id: 'no', where: 'send-over', ...no },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'send-over', run: quit },
  // Another key than the one before: who pressed that twice has not read this.
  { id: 'removal.lose', keys: ['Y'], label: 'lose it', where: 'lose-work', run: loseWork, isInFooter: true },
  { id: 'no', where: 'lose-work', ...no, label: 'keep it' },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'lose-work', run: quit },
  { id: 'back', where: 'explain', ...no, keys: ['escape', 'e', 'q'], shown: 'esc', label: 'back' },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'explain', run: quit },
  {
    id: 'yes',
    keys: ['y', 'enter', 'q', 'ctrl+c'],
    shown: '⏎ y',
    label: 'quit now',
    where: 'quit',
    run: quit,
    isInFooter: true,
  },
  { id: 'no', where: 'quit', ...no, keys: ['escape', 'n'], label: 'stay' },
]

const isInPrompt = ({ dialog }: Model): boolean => dialog?.kind === 'start' && dialog.form.field === 'prompt'

const leave = (label: string) => ({ keys: ['escape', 'ctrl+c'], shown: 'esc', label, isInFooter: true })

const arrow =
  (step: 1 | -1): KeyRecord['run'] =>
  ({ change }) =>
    change(upOrDown(step))

const toEdge =
  (edge: 'start' | 'end'): KeyRecord['run'] =>
  ({ model, change }) => {
    const { dialog } = model()
    if (dialog?.kind === 'send' || dialog?.kind === 'broadcast')
      change(withDialog({ ...dialog, editor: toLineEdge(dialog.editor, edge) }))
  }

/** Of an editor for text of several lines that goes to workers. */
const textKeys = (where: 'send' | 'broadcast'): readonly KeyRecord[] => [
  { id: 'send', keys: ['enter'], shown: '⏎', label: 'send', where, run: send, isInFooter: true },
  { id: 'cancel', where, run: close, ...leave('cancel') },
  {
    id: 'new-line',
    keys: ['ctrl+j', 'alt+enter'],
    shown: 'ctrl-j',
    label: 'new line',
    where,
    run: ({ model, change }) => change(pasteInto(model(), '\n')),
    isInFooter: true,
  },
  { id: 'up', keys: ['up'], shown: '↑', label: 'sent before', where, run: arrow(-1), isInFooter: true },
  { id: 'down', keys: ['down'], shown: '↓', label: 'sent after', where, run: arrow(1) },
  { id: 'line-start', keys: ['home', 'ctrl+a'], label: 'line start', where, run: toEdge('start') },
  { id: 'line-end', keys: ['end', 'ctrl+e'], label: 'line end', where, run: toEdge('end') },
]

const editors: readonly KeyRecord[] = [
  { id: 'cancel', where: 'refused', run: close, ...leave('back') },
  ...textKeys('send'),
  ...textKeys('broadcast'),
  { id: 'save', keys: ['enter'], shown: '⏎', label: 'capture', where: 'save', run: save, isInFooter: true },
  { id: 'cancel', where: 'save', run: close, ...leave('cancel') },
  { id: 'keep', keys: ['enter'], shown: '⏎', label: 'keep', where: 'filter', run: close, isInFooter: true },
  { id: 'cancel', where: 'filter', run: cancelFilter, ...leave('cancel') },
  { id: 'start', keys: ['enter'], shown: '⏎', label: 'start', where: 'start', run: start, isInFooter: true },
  { id: 'cancel', where: 'start', run: close, ...leave('cancel') },
  {
    id: 'new-line',
    keys: ['ctrl+j', 'alt+enter'],
    shown: 'ctrl-j',
    label: 'new line',
    where: 'start',
    run: (context, key) => {
      if (isInPrompt(context.model())) context.change(pasteInto(context.model(), '\n'))
      else start(context, key)
    },
    isInFooter: isInPrompt,
  },
  {
    id: 'next',
    keys: ['tab'],
    shown: 'tab',
    label: 'next field',
    where: 'start',
    run: ({ model, change }, key) => change(typeInto(model(), key)),
    isInFooter: true,
  },
  {
    id: 'copy',
    keys: ['ctrl+y'],
    shown: 'ctrl-y',
    label: 'copy the command',
    where: 'start',
    run: copyStart,
    isInFooter: true,
  },
]

/** What keys mean while a dialog is open. */
export const dialogKeys: readonly KeyRecord[] = [...questions, ...editors, ...helpKeys]
