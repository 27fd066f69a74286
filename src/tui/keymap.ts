import { dialogKeys } from './dialog-keys.ts'
import type { KeyRecord, Where } from './key-record.ts'
import { isTiny } from './layout.ts'
import { isDown, type Life, lifeOf } from './life.ts'
import type { Model } from './model.ts'
import { needsAnswers, needsLife, needsStart, needsWorker } from './objections.ts'
import { selectedRow } from './rows.ts'

const selectedLife = (model: Model): Life | undefined => {
  const row = selectedRow(model)
  return row === undefined ? undefined : lifeOf(row.worker)
}

const needsList = (model: Model) => {
  if (isTiny(model.size)) return 'there is no room for a screen'
  return model.page === 'list' ? needsWorker(model) : 'the screen is shown already'
}

const hasFailure = ({ toast }: Model): boolean => toast?.kind === 'failure'

export const keymap: readonly KeyRecord[] = [
  {
    keys: ['enter'],
    shown: '⏎',
    label: 'screen',
    help: 'show its screen alone, as high as the terminal',
    where: 'list',
    handler: 'openScreen',
    isInFooter: true,
    isDisabled: needsList,
  },
  {
    keys: ['escape'],
    shown: 'esc',
    label: (model) => (hasFailure(model) ? 'close' : 'back'),
    help: 'close what is said of a failure; back to the list; clear the filter',
    where: 'list',
    handler: 'back',
    isInFooter: (model) => hasFailure(model) || model.page === 'screen' || model.filter !== '',
    isKept: true,
  },
  {
    keys: ['a'],
    label: 'attach',
    help: 'attach: hand the terminal to the worker',
    where: 'list',
    handler: 'attach',
    isInFooter: true,
    isDisabled: needsAnswers,
    isBeforeText: true,
  },
  {
    keys: ['s'],
    label: 'send',
    help: 'send a line to the worker',
    where: 'list',
    handler: 'openSend',
    isInFooter: true,
    isDisabled: needsAnswers,
    isBeforeText: true,
  },
  {
    keys: ['n'],
    label: 'new',
    help: 'start a new worker',
    where: 'list',
    handler: 'openStart',
    isInFooter: true,
  },
  {
    keys: ['x'],
    label: 'stop',
    help: 'stop the worker',
    where: 'list',
    handler: 'askStop',
    isInFooter: true,
    isDisabled: needsLife,
  },
  {
    keys: ['R'],
    label: (model) => (isDown(selectedLife(model)) ? 'start' : 'restart'),
    help: 'restart it; start it again once it has ended',
    where: 'list',
    handler: 'restart',
    isInFooter: true,
    isDisabled: needsStart,
  },
  {
    keys: ['D'],
    label: 'remove',
    help: 'remove it and its container',
    where: 'list',
    handler: 'askRemove',
    isInFooter: true,
    isDisabled: needsWorker,
  },
  {
    keys: ['f'],
    label: (model) => (selectedLife(model) === 'frozen' ? 'thaw' : 'freeze'),
    help: 'freeze it, or thaw it',
    where: 'list',
    handler: 'freeze',
    isInFooter: true,
    isDisabled: needsLife,
  },
  {
    keys: ['/'],
    label: 'filter',
    help: 'filter by name, state or profile',
    where: 'list',
    handler: 'openFilter',
    isInFooter: true,
  },
  {
    keys: ['?'],
    label: 'help',
    help: 'this help',
    where: 'list',
    handler: 'openHelp',
    isInFooter: true,
    isKept: true,
  },
  {
    keys: ['q', 'ctrl+c'],
    label: 'quit',
    help: 'quit; workers run on',
    where: 'list',
    handler: 'quit',
    isInFooter: true,
    isKept: true,
  },
  { keys: ['j', 'down'], shown: 'j ↓', label: 'down', help: 'next worker', where: 'list', handler: 'down' },
  { keys: ['k', 'up'], shown: 'k ↑', label: 'up', help: 'worker before', where: 'list', handler: 'up' },
  { keys: ['g', 'home'], shown: 'g', label: 'first', help: 'first worker', where: 'list', handler: 'first' },
  { keys: ['G', 'end'], shown: 'G', label: 'last', help: 'last worker', where: 'list', handler: 'last' },
  {
    keys: ['pagedown', 'ctrl+d'],
    shown: 'PgDn',
    label: 'page down',
    help: 'a page down',
    where: 'list',
    handler: 'pageDown',
  },
  {
    keys: ['pageup', 'ctrl+u'],
    shown: 'PgUp',
    label: 'page up',
    help: 'a page up',
    where: 'list',
    handler: 'pageUp',
  },
  ...dialogKeys,
]

export const whereOf = ({ dialog }: Model): Where =>
  dialog?.kind === 'confirm' && dialog.verb === 'remove' ? 'removal' : (dialog?.kind ?? 'list')

export const recordFor = (model: Model, key: string): KeyRecord | undefined =>
  keymap.find(({ where, keys }) => where === whereOf(model) && keys.includes(key))
