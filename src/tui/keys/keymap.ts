import { focusKey, paneKeys } from '../worker/pane-keys.ts'
import { dialogKeys } from './dialog-keys.ts'
import type { Keymap } from './key-record.ts'
import { listKeys } from './list-keys.ts'
import { moveKeys } from './move-keys.ts'
import { viewKeys } from './view-keys.ts'

/** All keys, in the order in which the footer and the help name them. */
export const defaultKeymap: Keymap = [
  focusKey,
  ...listKeys,
  ...moveKeys,
  ...viewKeys,
  ...dialogKeys,
  ...paneKeys,
]
