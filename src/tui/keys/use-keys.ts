import { useInput, usePaste } from 'ink'
import { pasteInto } from '../dialogs/type-into.ts'
import { keysOf } from './ink-keys.ts'
import type { KeyContext } from './key-record.ts'
import { press } from './press.ts'

/** The keyboard, for as long as the screen is up. */
export const useKeys = (context: KeyContext): void => {
  useInput((input, key) => {
    for (const name of keysOf(input, key)) press(context, name)
  })
  usePaste((text) => context.change(pasteInto(context.model(), text)))
}
