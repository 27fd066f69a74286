import { openCommand } from '../command/command-state.ts'
import { openHelp } from '../help/help-state.ts'
import type { KeyRecord } from './key-record.ts'

/** Keys that every view has, unless one means something else there. */
export const everyViewKeys: readonly KeyRecord[] = [
  {
    id: 'command',
    keys: [':'],
    label: 'command',
    help: 'a command, by its name',
    where: 'every-view',
    run: ({ change }) => change(openCommand()),
    isInFooter: true,
  },
  {
    id: 'help',
    keys: ['?', 'f1'],
    label: 'help',
    help: 'all keys and commands',
    where: 'every-view',
    run: ({ change }) => change(openHelp),
    isInFooter: true,
    isKept: true,
  },
  {
    id: 'quit',
    keys: ['ctrl+c'],
    label: 'quit',
    help: 'quit; workers run on',
    where: 'every-view',
    run: ({ quit }) => quit(),
  },
]
