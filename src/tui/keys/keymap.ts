import { anywhereKeys } from './anywhere-keys.ts'
import { dialogKeys } from './dialog-keys.ts'
import { imageKeys } from './image-keys.ts'
import type { Keymap } from './key-record.ts'
import { listKeys } from './list-keys.ts'
import { moveKeys } from './move-keys.ts'
import { pulseKeys } from './pulse-keys.ts'
import { viewKeys } from './view-keys.ts'

/** All keys, in the order in which the footer and the help name them. */
export const defaultKeymap: Keymap = [
  ...listKeys,
  ...moveKeys,
  ...viewKeys,
  ...pulseKeys,
  ...imageKeys,
  ...dialogKeys,
  ...anywhereKeys,
]
