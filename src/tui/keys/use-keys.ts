import { useInput, usePaste } from 'ink'
import { pasteInto } from '../dialogs/type-into.ts'
import { pasteIntoQuery } from '../worker/reading.ts'
import { keysOf } from './ink-keys.ts'
import { type KeyContext, whereOf } from './key-record.ts'
import { press } from './press.ts'

/** The keyboard, for as long as the screen is up. */
export const useKeys = (context: KeyContext): void => {
  useInput((input, key) => {
    for (const name of keysOf(input, key)) press(context, name)
  })
  usePaste((text) => {
    const where = whereOf(context.model())
    if (where === 'focus') context.pane.paste(text)
    else context.change((where === 'search' ? pasteIntoQuery : pasteInto)(context.model(), text))
  })
}
