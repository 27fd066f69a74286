import type { PinChange } from '../declare/layer-pins.ts'
import { missingIn } from '../labels.ts'
import type { LayerInputs } from './fingerprint.ts'
import type { PlannedLayer } from './plan.ts'

/** Why a layer is built: one of several, the first that says enough. Facts only: `present/` has the words. */
export type BuildReason =
  | { readonly reason: 'not-built' }
  /** The image from outside at its bottom isn't here: it is pulled first. */
  | { readonly reason: 'base-missing'; readonly reference: string }
  | { readonly reason: 'pins'; readonly pins: readonly PinChange[] }
  | { readonly reason: 'changed'; readonly inputs: readonly Exclude<keyof LayerInputs, 'pins' | 'parent'>[] }
  /** A layer below it is another than the one that it was built on. */
  | { readonly reason: 'parent'; readonly parent: string }
  /** The image from outside is another one now. */
  | { readonly reason: 'base'; readonly reference: string }
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
  if (state.kind === 'stale') {
    const { parent } = layer.profile
    if (state.changed.length === 0) return [{ reason: 'other-hal' }]
    return [
      ...(state.changed.includes('pins') ? [{ reason: 'pins', pins: state.pins } as const] : []),
      ...changedOnes(state.changed),
      ...(state.changed.includes('parent')
        ? [
            parent.kind === 'profile'
              ? ({ reason: 'parent', parent: parent.name } as const)
              : ({ reason: 'base', reference: parent.reference } as const),
          ]
        : []),
    ]
  }
  if (isCacheDisabled === true && uncached?.has(layer.profile.name) !== false) return [{ reason: 'no-cache' }]
  const missing = missingIn(state.image.labels)
  const isEnough = isMissingAllowed === true || isIncompleteKept === true || missing.length === 0
  return isEnough ? [] : [{ reason: 'incomplete', missing }]
}

function changedOnes(changed: readonly (keyof LayerInputs)[]): readonly BuildReason[] {
  const inputs = changed.filter((input) => input !== 'pins' && input !== 'parent')
  return inputs.length === 0 ? [] : [{ reason: 'changed', inputs }]
}
