import { helpEnd } from '../help/help-lines.ts'
import { closeHelp, isSearching, leaveHelp, openHelp, scrollHelp } from '../help/help-state.ts'
import type { KeyRecord, Where } from './key-record.ts'
import { places } from './places.ts'

const scroll =
  (by: number): KeyRecord['run'] =>
  ({ change, model, theme, keymap }) =>
    change(scrollHelp(by, helpEnd({ model: model(), theme: theme(), keymap })))

const inHelp: readonly KeyRecord[] = [
  {
    id: 'help.close',
    keys: ['escape', '?', 'f1'],
    shown: 'esc',
    label: ({ dialog }) => (dialog?.kind === 'help' && isSearching(dialog) ? 'all keys' : 'close'),
    help: 'close; from a search, back to all keys',
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
    run: scroll(1),
    isInFooter: true,
  },
  {
    id: 'help.up',
    keys: ['up'],
    shown: '↑',
    label: 'up',
    where: 'help',
    run: scroll(-1),
    isInFooter: true,
  },
  {
    id: 'help.page-down',
    keys: ['pagedown'],
    shown: 'PgDn',
    label: 'page down',
    where: 'help',
    run: scroll(10),
  },
  {
    id: 'help.page-up',
    keys: ['pageup'],
    shown: 'PgUp',
    label: 'page up',
    where: 'help',
    run: scroll(-10),
  },
  { id: 'help.quit', keys: ['ctrl+c'], label: 'quit', where: 'help', run: ({ quit }) => quit() },
]

/** Many letters mean something there: a person's own key for the help may be one of them. */
const crowded: ReadonlySet<Where> = new Set(['sort', 'reading'])

const opening = (Object.keys(places) as (keyof typeof places)[])
  .filter((where) => places[where].help.length > 0)
  .map(
    (where): KeyRecord => ({
      id: crowded.has(where)
        ? `${where}.help`
        : places[where].help.includes('?')
          ? 'help'
          : 'help.while-typing',
      keys: places[where].help,
      label: 'help',
      help: 'this help',
      where,
      run: ({ change }) => change(openHelp),
    }),
  )

/** Keys of the help, and those that open it over whatever is open. */
export const helpKeys: readonly KeyRecord[] = [...inHelp, ...opening]
