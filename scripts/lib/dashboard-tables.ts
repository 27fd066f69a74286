import { usageOf } from '../../src/tui/command/command-record.ts'
import { commands } from '../../src/tui/command/commands.ts'
import { keyShown } from '../../src/tui/keys/key-names.ts'
import { defaultKeymap } from '../../src/tui/keys/keymap.ts'
import { code, table } from './markdown.ts'

/** The `:` commands as docs/dashboard.md shows them. */
export const dashboardCommandsTable = table(
  ['command', 'what it does'],
  commands.map((command) => [code(`:${usageOf(command)}`), command.help]),
)

/** The keys, by the id that the config knows them by. */
export const dashboardKeysTable = table(
  ['id', 'keys', 'where', 'what it does'],
  defaultKeymap.map(({ id, keys, where, help, label }) => [
    code(id),
    keys.map((key) => code(keyShown(key))).join(' '),
    where,
    help ?? (typeof label === 'string' ? label : ''),
  ]),
)
