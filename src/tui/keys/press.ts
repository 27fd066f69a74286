import { withDialog, withToast } from '../changes.ts'
import { typeInto } from '../dialogs/type-into.ts'
import { isToBeRead } from '../toast.ts'
import { typeIntoQuery } from '../worker/reading.ts'
import { type KeyContext, recordFor, whereOf } from './key-record.ts'

/** One key pressed: what its record says, or a sentence on why not, or a character for the editor that is open. */
export const press = (context: KeyContext, key: string): void => {
  const { keymap, model, change, say } = context
  // Typed together with the key that gave the terminal away: nobody saw what it would have been for.
  if (model().isAway) return
  const { toast } = model()
  // Read or not, it was about what the person did before.
  if (toast !== undefined && !isToBeRead(toast)) change(withToast(undefined))
  const record = recordFor(keymap, model(), key)
  if (record === undefined) {
    const where = whereOf(model())
    if (where === 'focus') context.pane.typeKey(key)
    else change((where === 'search' ? typeIntoQuery : typeInto)(model(), key))
    return
  }
  const reason = record.isDisabled?.(model())
  if (reason === undefined) record.run(context, key)
  else if (record.isBeforeText === true) change(withDialog({ kind: 'refused', why: reason }))
  else say(reason)
}
