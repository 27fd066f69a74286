import type { Result } from '../lib/result.ts'
import type { LayerResult } from './build/build.ts'
import type { CacheWish } from './build/caches.ts'
import type { Choice } from './choose/choose.ts'
import type { ImageMode, ResolvedImage } from './choose/resolve.ts'
import type { DeclaredPackage, DeclaredVariable } from './declare/contents.ts'
import type { DetectedProfile } from './declare/detect.ts'
import type { PinChange } from './declare/layer-pins.ts'
import type { ProfileParent } from './declare/profile.ts'
import type { InheritedPromise } from './declare/promises.ts'
import type { Selection } from './declare/select.ts'
import type { PrunedImages, PrunePlan, UnusedImage } from './disk/prune-images.ts'
import type { ImageSizes } from './disk/sizes.ts'
import type { ImageFailure } from './image-failure.ts'
import type { BuildUpdate } from './layer-state.ts'
import type { BuildReason } from './plan/why-build.ts'
import type { LicenceUpdate } from './push/licences.ts'
import type { PushReport } from './push/push-built.ts'
import type { PushUpdate } from './push-state.ts'
import type { Destination } from './tags.ts'
import type { PrunedTools } from './tools/prune-tools.ts'
import type { ToolsVolume } from './tools/tools.ts'
import type { ToolsState } from './tools/tools-states.ts'
import type { PinState } from './upgrade/outdated.ts'
import type { UpgradeReport } from './upgrade/upgrade.ts'
import type { VerifiedImage } from './verify/verify.ts'

/** What hal does with images, as faces see it. `hal.ts` binds each verb to the open engine by `openImages`. */
export interface ImageVerbs {
  /** Which image a session or a task runs on, by what is configured; no engine is asked. */
  resolve(wanted: {
    readonly mode: ImageMode
    readonly agent?: string | undefined
  }): ImageResult<ResolvedImage>
  /** Reads what a start needs of hal's own files: for the time in which an engine is waited for. */
  warmUp(): Promise<void>
  /**
   * Builds what isn't fresh of the named profiles (of all, when none is named) and what they stand on. A failed layer stops only those
   * that stand on it: look at each of `layers` and `pushes`. Nothing is pushed of a profile that failed, and nothing is built for a
   * registry that can't be reached or lets nobody in.
   */
  buildProfiles(input: BuildProfilesInput): ImageResult<BuildReport>
  /** Every profile and layer (of `selection`), parents first, and whether its image is there. Nothing is built or pulled. */
  profiles(selection?: Selection): ImageResult<readonly ProfileState[]>
  /** What `buildProfiles` would do with the same input, and why, parents first. Nothing is built or pulled. */
  plan(input: BuildProfilesInput): ImageResult<readonly PlannedBuild[]>
  /** A `docker-bake.json` of the selected, fresh or not, for `docker buildx bake`. An engine is asked only where a fingerprint counts it. */
  bakeFile(input: BuildProfilesInput): ImageResult<string>
  /** The declarations that can't be profiles, and why. */
  refused(): ImageResult<ReadonlyMap<string, ImageFailure>>
  /** Looks into the fresh images of the selected: are the promised tools there, for any user? What isn't built is left out. */
  verify(
    selection: Selection & {
      readonly onImage?: ((verified: VerifiedImage) => void) | undefined
      readonly signal?: AbortSignal | undefined
    },
  ): ImageResult<readonly VerifiedImage[]>
  /** What is newest of the named tools (of all pinned ones, when none is named). One that can't be asked stops no other. */
  outdated(input: {
    readonly names: readonly string[]
    readonly signal?: AbortSignal | undefined
  }): ImageResult<readonly PinState[]>
  /**
   * Pins the newest of the named tools (of all) in `file`: the project's, or the person's outside of any project, when not given. What
   * can't be asked stays as it is.
   */
  upgrade(input: {
    readonly names: readonly string[]
    readonly file?: string | undefined
    /** Nothing is written. */
    readonly isDryRun?: boolean | undefined
    readonly signal?: AbortSignal | undefined
  }): ImageResult<UpgradeReport>
  /** How large the images that workers and tasks would run on are, each alone and all together. */
  sizes(): ImageResult<ImageSizes>
  /** Writes the declaration of a new profile into the project in `dir`; answers its file. */
  scaffold(name: string, dir: string): ImageResult<string>
  /** Which profile a folder's own files speak for. */
  detect(dir: string): ImageResult<DetectedProfile>
  /** Which image a worker runs on. A profile that was never built is built first. */
  choose(input: ChooseInput): ImageResult<Choice>
  /** The images of hal's that nothing uses and no start would take; with `isAll` all that nothing uses. */
  prunable(input: { readonly isAll: boolean }): ImageResult<PrunePlan>
  /** Removes these. One that can't be removed doesn't keep the others: look at `failed`. */
  prune(images: readonly UnusedImage[]): ImageResult<PrunedImages>
  /** Removes tools volumes that neither `inUse` (fingerprints) nor this hal needs. */
  pruneTools(inUse: ReadonlySet<string>): ImageResult<readonly PrunedTools[]>
  /** Removes images of tools that neither `inUse` (fingerprints) nor this hal needs, and that no volume is kept by. */
  pruneToolsImages(inUse: ReadonlySet<string>): ImageResult<readonly PrunedTools[]>
  /** The tools that workers get, without an agent and with each, and older ones that are still here. */
  tools(): ImageResult<readonly ToolsState[]>
  /** Sees to it that the tools volume is there and whole, that of an agent where one is named; builds it when it isn't. */
  ensureTools(input?: {
    readonly agent?: string | undefined
    /** Called once, where they must be made. */
    readonly onBegin?: (() => void) | undefined
    readonly onStep?: ((name: string) => void) | undefined
    readonly signal?: AbortSignal | undefined
  }): ImageResult<ToolsVolume>
}

export type ImageResult<T> = Promise<Result<T, ImageFailure>>

export interface ChooseInput {
  readonly image?: string | undefined
  readonly profile?: string | undefined
  /** Called only where something must be built first. */
  readonly onBuild?: ((update: BuildUpdate) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface BuildProfilesInput extends Selection, CacheWish {
  readonly isPushed?: boolean | undefined
  /** Where to, over what is configured. */
  readonly destination?: Destination | undefined
  /** The digests of what is up are added to this file. */
  readonly lockFile?: string | undefined
  /** `linux/arm64` …; empty: the engine's own. Others than that are built through buildx. */
  readonly platforms?: readonly string[] | undefined
  /** Asks the registries for newer images from outside first. */
  readonly isPullForced?: boolean | undefined
  /** Builds everything anew. */
  readonly isCacheDisabled?: boolean | undefined
  /** Leaves out optional tools that can't be reached. */
  readonly isMissingAllowed?: boolean | undefined
  /** Leaves images that were built without such tools as they are. */
  readonly isIncompleteKept?: boolean | undefined
  readonly onUpdate?: ((update: BuildUpdate | PushUpdate | LicenceUpdate) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** One layer of a plan. */
export interface PlannedBuild {
  readonly name: string
  readonly parent: ProfileParent
  /** The name that its image has or gets; `undefined` while the image it stands on isn't here. */
  readonly image: string | undefined
  /** `absent`: it isn't fresh, and is not to be built. */
  readonly action: 'build' | 'leave' | 'absent'
  /** Why its image isn't what a build would make; empty for what is left. */
  readonly why: readonly BuildReason[]
  /** The names it would be pushed as; empty where it wouldn't be. Which of them are there already, only the registry knows. */
  readonly pushedAs: readonly string[]
}

/** In the order of the plan. */
export interface BuildReport extends PushReport {
  readonly layers: readonly LayerResult[]
  /** What hal does not do of what declarations say, and which images from outside could not be asked for anew. */
  readonly warnings: readonly string[]
  readonly tookMs: number
}

export interface ProfileState {
  readonly name: string
  readonly description: string
  /** Nobody chooses it for a worker: others stand on it, or a task runs on it. */
  readonly isLayer: boolean
  readonly parent: ProfileParent
  readonly promises: Readonly<Record<string, string>>
  /** What of its declaration hal does not do. */
  readonly warnings: readonly string[]
  /** What may be counted on in its image: its own promises and those of what it stands on. */
  readonly capabilities: readonly InheritedPromise[]
  /** The folder of its declaration. */
  readonly dir: string
  /** The versions of what it fetches, by tool. */
  readonly pins: Readonly<Record<string, string>>
  /** What its image is declared to have and to set: its own, and that of what it stands on. */
  readonly packages: readonly DeclaredPackage[]
  readonly env: readonly DeclaredVariable[]
  /** The most that its image may take, as declared. */
  readonly budget: string | undefined
  /** `hal/python:3f9c2a1`, the name of its fresh image, built or not; `undefined` while the image it stands on isn't here. */
  readonly image: string | undefined
  readonly state:
    | {
        readonly kind: 'fresh'
        readonly sizeBytes: number
        readonly builtAt: Date
        /** Optional tools that it was built without. */
        readonly missing: readonly string[]
      }
    | {
        readonly kind: 'stale'
        readonly changed: readonly string[]
        /** The same, piece by piece as far as its image says what it was made of. */
        readonly why: readonly BuildReason[]
        /** Versions of pinned tools that are others now. */
        readonly pins: readonly PinChange[]
        readonly builtAt: Date
      }
    | { readonly kind: 'not-built' }
}
