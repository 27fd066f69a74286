import { focusKey, paneKeys } from '../worker/pane-keys.ts'
import { agentKeys } from './agent-keys.ts'
import { anywhereKeys } from './anywhere-keys.ts'
import { commandKeys } from './command-keys.ts'
import { dialogKeys } from './dialog-keys.ts'
import { everyViewKeys } from './every-view-keys.ts'
import { imageKeys } from './image-keys.ts'
import type { Keymap } from './key-record.ts'
import { listKeys } from './list-keys.ts'
import { moveKeys } from './move-keys.ts'
import { pulseKeys } from './pulse-keys.ts'
import { takeKeys } from './take-keys.ts'
import { viewKeys } from './view-keys.ts'

/** All keys, in the order in which the footer and the help name them. */
export const defaultKeymap: Keymap = [
  focusKey,
  ...listKeys,
  ...moveKeys,
  ...viewKeys,
  ...pulseKeys,
  ...imageKeys,
  ...everyViewKeys,
  ...dialogKeys,
  ...commandKeys,
  ...agentKeys,
  ...takeKeys,
  ...paneKeys,
  ...anywhereKeys,
]
