import { textOf } from '../dialogs/line-editor.ts'
import type { CommandDialog } from './command-line.ts'
import { commandNamed } from './command-record.ts'
import { commands } from './commands.ts'
import { profile } from './profile-argument.ts'
import { wordsOf } from './words.ts'

/** Whether a profile may stand in the line. */
export const namesProfile = ({ editor }: CommandDialog): boolean =>
  commandNamed(commands, wordsOf(textOf(editor))[0]?.text ?? '')?.args?.some(
    ({ name }) => name === profile.name,
  ) ?? false
