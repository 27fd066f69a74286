import type { Change } from '../model.ts'
import { keyShown } from './key-names.ts'
import type { Keymap } from './key-record.ts'

/** The first key of each id; what has none is still a command. */
export const withKeyHints =
  (keymap: Keymap): Change =>
  (model) => ({
    ...model,
    keyHints: Object.fromEntries(
      keymap
        .toReversed()
        .map(({ id, keys: [key] }) => [id, key === undefined ? `:${id.split('.').at(-1)}` : keyShown(key)]),
    ),
  })
