import type { PushProgress } from '../engines/engine.ts'
import type { ImageFailure } from './image-failure.ts'

/** One change of one name's push, for a face to draw. Each name's last update is its end. */
export interface PushUpdate {
  readonly kind: 'push'
  readonly layer: string
  readonly reference: string
  readonly state: PushState
}

/**
 *   waiting → asking → there | elsewhere | kept
 *                 └──→ pushing ⇄ pausing → pushed | failed
 *   waiting → left-out
 */
export type PushState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'pushing'; readonly progress: PushProgress | undefined }
  /** The registry failed in a way that may pass. */
  | { readonly kind: 'pausing'; readonly failure: ImageFailure; readonly pauseMs: number }
  | PushEnd

export type PushEnd =
  | { readonly kind: 'pushed'; readonly digest: string | undefined; readonly tookMs: number }
  /** The registry had it by this name already. */
  | { readonly kind: 'there'; readonly digest: string }
  /** The fingerprint's name has an image that was built elsewhere from the same inputs: that one stays, and the other names follow it. */
  | { readonly kind: 'elsewhere'; readonly digest: string }
  /** The commit's name has another image, and never moves. */
  | { readonly kind: 'kept'; readonly digest: string }
  | { readonly kind: 'failed'; readonly failure: ImageFailure }
  /** A name before it failed. */
  | { readonly kind: 'left-out'; readonly because: string }

/** How the push of one name ended. */
export interface PushResult {
  readonly layer: string
  readonly reference: string
  readonly end: PushEnd
}

/** Whether the registry has this very image by this name. */
export const isUp = ({ end }: PushResult): boolean => ['pushed', 'there', 'elsewhere'].includes(end.kind)
