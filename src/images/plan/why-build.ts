import type { PinChange } from '../declare/layer-pins.ts'
import { missingIn } from '../labels.ts'
import type { LayerInputs } from './fingerprint.ts'
import type { PartChange } from './part-kinds.ts'
import type { Layer, PlannedLayer } from './plan.ts'
import type { StaleState } from './stale.ts'

/** Why a layer is built: one of several, the first that says enough. Facts only: `present/` has the words. */
export type BuildReason =
  | { readonly reason: 'not-built' }
  /** The image from outside at its bottom isn't here: it is pulled first. */
  | { readonly reason: 'base-missing'; readonly reference: string }
  | { readonly reason: 'pins'; readonly pins: readonly PinChange[] }
  | {
      readonly reason: 'changed'
      readonly inputs: readonly Exclude<keyof LayerInputs, 'pins' | 'parent'>[]
      /** What of them; nothing is said of an input whose pieces the image doesn't know. */
      readonly parts: readonly PartChange[]
    }
  /** A layer below it is another than the one that it was built on. */
  | {
      readonly reason: 'parent'
      readonly parent: string
      /** It stood on this instead. */
      readonly instead?: string
      /** How that differs from the one that it was built on; empty where nobody knows. */
      readonly why: readonly BuildReason[]
    }
  /** The image from outside is another one now. */
  | {
      readonly reason: 'base'
      readonly reference: string
      readonly instead?: string
      /** The ids, shortened. */
      readonly from?: string
      readonly to?: string
    }
  /** Built without these tools, and that is not allowed now. */
  | { readonly reason: 'incomplete'; readonly missing: readonly string[] }
  /** Another version of hal built it, whose fingerprints are others. */
  | { readonly reason: 'other-hal' }
  | { readonly reason: 'no-cache' }
  /** It goes straight into a registry: buildx alone knows what of it is there. */
  | { readonly reason: 'elsewhere'; readonly platforms: readonly string[] }

export interface FreshnessOptions {
  readonly isCacheDisabled?: boolean | undefined
  /** Those that that is about; without it: all. */
  readonly uncached?: ReadonlySet<string> | undefined
  readonly isMissingAllowed?: boolean | undefined
  /** What was built without tools that could not be reached is good enough as it is. */
  readonly isIncompleteKept?: boolean | undefined
}

/** Pure. Empty: its image is there, and is what a build would make. */
export function whyBuild(
  { layer, state }: PlannedLayer,
  { isCacheDisabled, uncached, isMissingAllowed, isIncompleteKept }: FreshnessOptions,
): readonly BuildReason[] {
  if (state.kind === 'not-built') return [{ reason: 'not-built' }]
  if (state.kind === 'stale') return whyStale(layer, state)
  if (isCacheDisabled === true && uncached?.has(layer.profile.name) !== false) return [{ reason: 'no-cache' }]
  const missing = missingIn(state.image.labels)
  const isEnough = isMissingAllowed === true || isIncompleteKept === true || missing.length === 0
  return isEnough ? [] : [{ reason: 'incomplete', missing }]
}

function whyStale(layer: Layer, state: StaleState): readonly BuildReason[] {
  const { changed, pins, parts } = state
  if (changed.length === 0) return [{ reason: 'other-hal' }]
  const inputs = changed.filter((input) => input !== 'pins' && input !== 'parent')
  const pieces = parts.filter(({ kind }) => kind !== 'base')
  return [
    ...(changed.includes('pins') ? [{ reason: 'pins', pins } as const] : []),
    ...(inputs.length === 0 ? [] : [{ reason: 'changed', inputs, parts: pieces } as const]),
    ...(changed.includes('parent') ? [parentReason(layer, state)] : []),
  ]
}

function parentReason({ profile: { parent } }: Layer, { stoodOn, below, parts }: StaleState): BuildReason {
  const instead = stoodOn === undefined ? {} : { instead: stoodOn }
  if (parent.kind === 'profile') {
    const why = below === undefined ? [] : whyStale(below.layer, below.state)
    return { reason: 'parent', parent: parent.name, ...instead, why }
  }
  const { from, to } = parts.find(({ kind }) => kind === 'base') ?? {}
  const ids = from === undefined || to === undefined ? {} : { from, to }
  return { reason: 'base', reference: parent.reference, ...instead, ...ids }
}
