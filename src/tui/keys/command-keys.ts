import { withDialog } from '../changes.ts'
import type { CommandDialog } from '../command/command-line.ts'
import { completeBy, recallBy } from '../command/command-state.ts'
import { runCommand } from '../command/run-command.ts'
import type { Change } from '../model.ts'
import type { KeyRecord } from './key-record.ts'

const onLine =
  (change: (dialog: CommandDialog) => Change): KeyRecord['run'] =>
  (context) => {
    const { dialog } = context.model()
    if (dialog?.kind === 'command') context.change(change(dialog))
  }

/** Keys of the `:` line; all others are typed into it. */
export const commandKeys: readonly KeyRecord[] = [
  {
    id: 'command.run',
    keys: ['enter'],
    shown: '⏎',
    label: 'run',
    where: 'command',
    run: runCommand,
    isInFooter: true,
  },
  {
    id: 'command.complete',
    keys: ['tab'],
    label: 'complete',
    help: 'take what is offered; again: the next one',
    where: 'command',
    run: onLine((dialog) => completeBy(dialog, 1)),
    isInFooter: true,
  },
  {
    id: 'command.complete-back',
    keys: ['shift+tab'],
    label: 'the one before',
    help: 'the one offered before',
    where: 'command',
    run: onLine((dialog) => completeBy(dialog, -1)),
  },
  {
    id: 'command.older',
    keys: ['up', 'ctrl+p'],
    shown: '↑',
    label: 'older',
    help: 'the line before in the history',
    where: 'command',
    run: onLine((dialog) => recallBy(dialog, 1)),
    isInFooter: true,
  },
  {
    id: 'command.newer',
    keys: ['down', 'ctrl+n'],
    shown: '↓',
    label: 'newer',
    help: 'the line after it',
    where: 'command',
    run: onLine((dialog) => recallBy(dialog, -1)),
    isInFooter: true,
  },
  {
    id: 'cancel',
    keys: ['escape', 'ctrl+c'],
    shown: 'esc',
    label: 'cancel',
    where: 'command',
    run: ({ change }) => change(withDialog(undefined)),
    isInFooter: true,
    isKept: true,
  },
]
