import { withDialog } from '../changes.ts'
import { textOf } from '../dialogs/line-editor.ts'
import { refusedStart } from '../dialogs/start-fault.ts'
import { typeInto } from '../dialogs/type-into.ts'
import { closeHelp, leaveHelp, openHelp, scrollHelp } from '../help/help-state.ts'
import { filterBy } from '../list/selection.ts'
import type { KeyRecord } from './key-record.ts'

const close: KeyRecord['run'] = ({ change }) => change(withDialog(undefined))

const quit: KeyRecord['run'] = (context) => context.quit()

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
    id: 'help.close',
    keys: ['escape', '?', 'f1'],
    shown: 'esc',
    label: 'close',
    where: 'help',
    run: ({ change }, key) => change(key === 'escape' ? leaveHelp : closeHelp),
    isInFooter: true,
    isKept: true,
  },
  {
    id: 'help.down',
    keys: ['down'],
    shown: '↓',
    label: 'down',
    where: 'help',
    run: ({ change }) => change(scrollHelp(1)),
    isInFooter: true,
  },
  {
    id: 'help.up',
    keys: ['up'],
    shown: '↑',
    label: 'up',
    where: 'help',
    run: ({ change }) => change(scrollHelp(-1)),
    isInFooter: true,
  },
  {
    id: 'help.page-down',
    keys: ['pagedown'],
    shown: 'PgDn',
    label: 'page down',
    where: 'help',
    run: ({ change }) => change(scrollHelp(10)),
  },
  {
    id: 'help.page-up',
    keys: ['pageup'],
    shown: 'PgUp',
    label: 'page up',
    where: 'help',
    run: ({ change }) => change(scrollHelp(-10)),
  },
  { id: 'help.quit', keys: ['ctrl+c'], label: 'quit', where: 'help', run: quit },
]

/** F1 where `?` is text. */
const typing = (['refused', 'send', 'filter', 'start', 'command'] as const).map(
  (where): KeyRecord => ({
    id: 'help.while-typing',
    keys: ['f1'],
    label: 'help',
    help: 'this help',
    where,
    run: ({ change }) => change(openHelp),
  }),
)

const asking = (['confirm', 'removal'] as const).map(
  (where): KeyRecord => ({
    id: 'help',
    keys: ['?', 'f1'],
    label: 'help',
    help: 'this help',
    where,
    run: ({ change }) => change(openHelp),
  }),
)

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
export const dialogKeys: readonly KeyRecord[] = [...help, ...questions, ...editors, ...asking, ...typing]
