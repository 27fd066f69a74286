import { withDialog } from '../changes.ts'
import { textOf } from '../dialogs/line-editor.ts'
import type { KeyContext } from '../keys/key-record.ts'
import { remembering, withFault } from './command-state.ts'
import { commands } from './commands.ts'
import { faultInWords, understand } from './understand.ts'

/** Runs the line that is open. One that can't be run stays, with the reason, to be mended. */
export const runCommand = (context: KeyContext): void => {
  const { model, change, remember } = context
  const { dialog } = model()
  if (dialog?.kind !== 'command') return
  const line = textOf(dialog.editor).trim()
  change(withDialog(undefined))
  if (line === '') return
  const fault = faultOf(context, line)
  if (fault === undefined) {
    change(remembering(line))
    remember(line)
  } else change(withFault(dialog, fault))
}

const faultOf = (context: KeyContext, line: string): string | undefined => {
  const understood = understand(commands, line)
  if (!understood.ok) return understood.failure
  const { command, said } = understood.value
  return faultInWords(understood.value, context.model()) ?? command.run(context, said)
}
