import { usageOf } from '../../src/tui/command/command-record.ts'
import { commands } from '../../src/tui/command/commands.ts'
import { helpOf } from '../../src/tui/help/help-groups.ts'
import { keyShown } from '../../src/tui/keys/key-names.ts'
import { defaultKeymap } from '../../src/tui/keys/keymap.ts'
import { code, table } from './markdown.ts'

/** The `:` commands as docs/dashboard.md shows them. */
export const dashboardCommandsTable = table(
  ['command', 'what it does'],
  commands.map((command) => [code(`:${usageOf(command)}`), command.help]),
)

const rows = defaultKeymap.map((record) => ({
  where: record.where,
  cells: [
    code(record.id),
    record.keys.map((key) => code(keyShown(key))).join(' '),
    helpOf(record, { keyHints: {} }) ?? (typeof record.label === 'string' ? record.label : ''),
  ],
}))

/** More places than anybody reads. */
const manyPlaces = 5

/** The keys, by the id that the config knows them by; what is the same in several places has one row. */
export const dashboardKeysTable = table(
  ['id', 'keys', 'what it does', 'where'],
  [...Map.groupBy(rows, ({ cells: [id, keys] }) => `${id} ${keys}`).values()].map((same) => [
    ...(same[0]?.cells ?? []),
    same.length > manyPlaces ? 'everywhere' : same.map(({ where }) => where).join(', '),
  ]),
)
