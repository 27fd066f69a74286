import { useInput, usePaste } from 'ink'
import { type HandlerContext, handlers, pasteInto, typeInto } from './handlers.ts'
import { recordFor } from './keymap.ts'
import { keysOf } from './keys.ts'

export type KeysInput = HandlerContext

/** One key pressed: what its record says, or a sentence on why not, or a character for the editor that is open. */
export const press = (context: KeysInput, key: string): void => {
  const { toast } = context.model()
  // Read or not, it was about what the person did before. A failure waits for Escape, or for the next thing that is done.
  if (toast !== undefined && toast.kind !== 'failure') context.dispatch({ kind: 'toast', toast: undefined })
  const record = recordFor(context.model(), key)
  if (record === undefined) {
    typeInto(context, key)
    return
  }
  const reason = record.isDisabled?.(context.model())
  if (reason === undefined) handlers[record.handler](context, key)
  else if (record.isBeforeText === true)
    context.dispatch({ kind: 'dialog', dialog: { kind: 'refused', why: reason } })
  else context.say(reason)
}

/** The keyboard, for as long as the screen is up. */
export const useKeys = (context: KeysInput): void => {
  useInput((input, key) => {
    for (const name of keysOf(input, key)) press(context, name)
  })
  usePaste((text) => pasteInto(context, text))
}
