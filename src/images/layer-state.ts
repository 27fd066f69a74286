import type { PullProgress } from '../engines/engine.ts'
import type { Limiter } from '../lib/limiter.ts'
import type { BuildStep } from './build/step-reader.ts'
import type { ImageFailure } from './image-failure.ts'
import type { Origin } from './labels.ts'

/** One change of one layer, for a face to draw. Each layer's last update is its end. */
export interface BuildUpdate {
  readonly kind: 'layer'
  readonly layer: string
  /** The profile below it, if any. */
  readonly parent: string | undefined
  readonly fingerprint: string
  readonly state: LayerState
}

/**
 *   unchanged
 *   pulling → waiting → building → done | failed
 *         └──────────────────→ skipped      (what it stands on failed, or the build was cancelled)
 */
export type LayerState =
  | { readonly kind: 'waiting'; readonly on: string | undefined }
  /** What it stands on, an image from outside, isn't here yet. */
  | {
      readonly kind: 'pulling'
      readonly reference: string
      readonly progress: PullProgress | undefined
    }
  | { readonly kind: 'building'; readonly step: BuildStep | undefined; readonly elapsedMs: number }
  | LayerEnd

export type LayerEnd =
  | {
      readonly kind: 'unchanged'
      /** `undefined` where it is in a registry and not here. */
      readonly sizeBytes: number | undefined
      readonly missing: readonly string[]
      /** Of these, what was tried again, and still can't be reached. */
      readonly stillMissing?: string
    }
  | {
      readonly kind: 'done'
      readonly tookMs: number
      readonly sizeBytes: number
      /** What it adds to the image it stands on. */
      readonly deltaBytes: number | undefined
      /** Optional tools that could not be reached, here or in what it stands on. */
      readonly missing: readonly string[]
    }
  /** Built by buildx straight into a registry: this engine has nothing of it. */
  | { readonly kind: 'baked'; readonly tookMs: number; readonly platforms: readonly string[] }
  | {
      readonly kind: 'failed'
      readonly tookMs: number
      readonly failure: ImageFailure
      /** The optional tool that can't be reached, where that is all that is wrong. */
      readonly dispensable?: string | undefined
    }
  | { readonly kind: 'skipped'; readonly because: string }

export interface BuildOptions {
  /** By profile; what isn't among them and isn't fresh fails unbuilt. Without it: all. */
  readonly mayBeBuilt?: ReadonlySet<string> | undefined
  readonly isCacheDisabled?: boolean | undefined
  /** Those that that is about; without it: all. */
  readonly uncached?: ReadonlySet<string> | undefined
  /** Optional tools that can't be reached are left out; without it, they fail their layer, and an image without them isn't fresh. */
  readonly isMissingAllowed?: boolean | undefined
  /** An image without some is fresh. */
  readonly isIncompleteKept?: boolean | undefined
  /** The references that a layer takes the steps of earlier builds from. */
  readonly cacheFrom?: ((layer: string) => readonly string[]) | undefined
  /** Build args for every layer that no fingerprint counts: proxies. */
  readonly ambientArgs?: Readonly<Record<string, string>> | undefined
  /** Of each profile that is built: for the image's labels. */
  readonly origins: ReadonlyMap<string, Origin>
  /** BuildKit secrets by id, for the steps that mount them. */
  readonly secrets?: Readonly<Record<string, Buffer>> | undefined
  /** Further ones, for the person's profiles. */
  readonly personsSecrets?: Readonly<Record<string, Buffer>> | undefined
  /** Whoever else builds at the same time waits for the same turns. */
  readonly inTurn?: Limiter | undefined
  /** Layers built at once; 2 when not given. */
  readonly limit?: number | undefined
  readonly onUpdate?: ((update: BuildUpdate) => void) | undefined
  readonly signal?: AbortSignal | undefined
}
