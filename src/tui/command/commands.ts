import type { CommandRecord } from './command-record.ts'
import { listCommands } from './list-commands.ts'
import { screenCommands } from './screen-commands.ts'
import { viewCommands } from './view-commands.ts'
import { workerCommands } from './worker-commands.ts'

/** All commands of the `:` line, in the order in which it offers them. A feature with commands of its own adds its list here. */
export const commands: readonly CommandRecord[] = [
  ...workerCommands,
  ...listCommands,
  ...viewCommands,
  ...screenCommands,
]
