import { withDialog } from '../changes.ts'
import { textOf } from '../dialogs/line-editor.ts'
import { refusedStart } from '../dialogs/start-fault.ts'
import { typeInto } from '../dialogs/type-into.ts'
import { filterBy } from '../list/selection.ts'
import type { KeyRecord } from './key-record.ts'

const close: KeyRecord['run'] = ({ change }) => change(withDialog(undefined))

const quit: KeyRecord['run'] = (context) => context.quit()

const scrollHelp =
  (by: number): KeyRecord['run'] =>
  ({ model, change }) => {
    const { dialog } = model()
    if (dialog?.kind === 'help') change(withDialog({ kind: 'help', offset: Math.max(0, dialog.offset + by) }))
  }

const confirm: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'confirm') actions[dialog.verb](dialog.name, dialog.life !== 'ended')
}

const send: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'send') actions.send(dialog.name, textOf(dialog.editor))
}

const cancelFilter: KeyRecord['run'] = ({ model, change }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'filter') change(filterBy(dialog.before))
}

const start: KeyRecord['run'] = ({ model, change, actions }) => {
  const { dialog } = model()
  if (dialog?.kind !== 'start') return
  const refused = refusedStart(dialog.form)
  change(withDialog(refused === undefined ? undefined : { kind: 'start', form: refused }))
  if (refused === undefined) actions.start(dialog.form)
}

const help: readonly KeyRecord[] = [
  {
    id: 'close',
    keys: ['escape', '?', 'q'],
    shown: 'esc',
    label: 'close',
    where: 'help',
    run: close,
    isInFooter: true,
  },
  {
    id: 'down',
    keys: ['j', 'down'],
    shown: 'j ↓',
    label: 'down',
    where: 'help',
    run: scrollHelp(1),
    isInFooter: true,
  },
  {
    id: 'up',
    keys: ['k', 'up'],
    shown: 'k ↑',
    label: 'up',
    where: 'help',
    run: scrollHelp(-1),
    isInFooter: true,
  },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'help', run: quit },
]

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
  { id: 'yes', keys: ['y'], label: 'yes', where: 'removal', run: confirm, isInFooter: true },
  { id: 'no', where: 'removal', ...no },
  { id: 'quit', keys: ['ctrl+c'], label: 'quit', where: 'removal', run: quit },
]

const leave = (label: string) => ({ keys: ['escape', 'ctrl+c'], shown: 'esc', label, isInFooter: true })

const editors: readonly KeyRecord[] = [
  { id: 'cancel', where: 'refused', run: close, ...leave('back') },
  { id: 'send', keys: ['enter'], shown: '⏎', label: 'send', where: 'send', run: send, isInFooter: true },
  { id: 'cancel', where: 'send', run: close, ...leave('cancel') },
  { id: 'keep', keys: ['enter'], shown: '⏎', label: 'keep', where: 'filter', run: close, isInFooter: true },
  { id: 'cancel', where: 'filter', run: cancelFilter, ...leave('cancel') },
  { id: 'start', keys: ['enter'], shown: '⏎', label: 'start', where: 'start', run: start, isInFooter: true },
  { id: 'cancel', where: 'start', run: close, ...leave('cancel') },
  {
    id: 'next',
    keys: ['tab'],
    shown: 'tab',
    label: 'next field',
    where: 'start',
    run: ({ model, change }, key) => change(typeInto(model(), key)),
    isInFooter: true,
  },
]

/** What keys mean while a dialog is open. */
export const dialogKeys: readonly KeyRecord[] = [...help, ...questions, ...editors]
