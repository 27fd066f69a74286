import type { KeyRecord } from './key-record.ts'

/** What keys mean while a dialog is open. */
export const dialogKeys: readonly KeyRecord[] = [
  {
    keys: ['escape', '?', 'q'],
    shown: 'esc',
    label: 'close',
    where: 'help',
    handler: 'close',
    isInFooter: true,
  },
  { keys: ['j', 'down'], shown: 'j ↓', label: 'down', where: 'help', handler: 'helpDown', isInFooter: true },
  { keys: ['k', 'up'], shown: 'k ↑', label: 'up', where: 'help', handler: 'helpUp', isInFooter: true },
  { keys: ['ctrl+c'], label: 'quit', where: 'help', handler: 'quit' },

  {
    keys: ['y', 'enter'],
    shown: '⏎ y',
    label: 'yes',
    where: 'confirm',
    handler: 'confirm',
    isInFooter: true,
  },
  {
    keys: ['escape', 'n', 'q'],
    shown: 'esc n',
    label: 'no',
    where: 'confirm',
    handler: 'close',
    isInFooter: true,
  },
  { keys: ['ctrl+c'], label: 'quit', where: 'confirm', handler: 'quit' },

  // Not ⏎: what is removed is gone for good, and ⏎ is pressed without reading.
  { keys: ['y'], label: 'yes', where: 'removal', handler: 'confirm', isInFooter: true },
  {
    keys: ['escape', 'n', 'q'],
    shown: 'esc n',
    label: 'no',
    where: 'removal',
    handler: 'close',
    isInFooter: true,
  },
  { keys: ['ctrl+c'], label: 'quit', where: 'removal', handler: 'quit' },

  {
    keys: ['escape', 'ctrl+c'],
    shown: 'esc',
    label: 'back',
    where: 'refused',
    handler: 'close',
    isInFooter: true,
  },

  { keys: ['enter'], shown: '⏎', label: 'send', where: 'send', handler: 'send', isInFooter: true },
  {
    keys: ['escape', 'ctrl+c'],
    shown: 'esc',
    label: 'cancel',
    where: 'send',
    handler: 'close',
    isInFooter: true,
  },

  { keys: ['enter'], shown: '⏎', label: 'keep', where: 'filter', handler: 'close', isInFooter: true },
  {
    keys: ['escape', 'ctrl+c'],
    shown: 'esc',
    label: 'cancel',
    where: 'filter',
    handler: 'cancelFilter',
    isInFooter: true,
  },
  { keys: ['down'], shown: '↓', label: 'down', where: 'filter', handler: 'down' },
  { keys: ['up'], shown: '↑', label: 'up', where: 'filter', handler: 'up' },

  { keys: ['enter'], shown: '⏎', label: 'start', where: 'start', handler: 'start', isInFooter: true },
  {
    keys: ['escape', 'ctrl+c'],
    shown: 'esc',
    label: 'cancel',
    where: 'start',
    handler: 'close',
    isInFooter: true,
  },
  { keys: ['tab'], shown: 'tab', label: 'next field', where: 'start', handler: 'formKey', isInFooter: true },
]
