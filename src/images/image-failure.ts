import type { EngineFailure } from '../engines/engine-failure.ts'
import type { ImageStep } from './choose/image-step.ts'

/** What keeping images can come back with instead of a result. Facts only: `present/` has the sentences. */
export type ImageFailure =
  | EngineFailure
  | {
      readonly reason: 'unknown-profile'
      readonly profile: string
      readonly suggestion: string | undefined
      readonly known: readonly string[]
    }
  /** A declaration that can't be read as one. `others`: what else is wrong in it. */
  | ({ readonly reason: 'bad-profile'; readonly file: string; readonly others?: readonly Fault[] } & Fault)
  /** `profiles` walks the circle and ends where it began. */
  | { readonly reason: 'profile-cycle'; readonly profiles: readonly string[]; readonly file: string }
  | { readonly reason: 'missing-file'; readonly file: string; readonly neededBy: string }
  /** Something that goes into an image can't be read, or vanished meanwhile. */
  | { readonly reason: 'context-unreadable'; readonly file: string; readonly why: string }
  /** It can't be the name of a profile, which is an image's, too. */
  | { readonly reason: 'bad-profile-name'; readonly name: string }
  /** A new profile could not be written. */
  | { readonly reason: 'profile-unwritable'; readonly file: string; readonly detail: string }
  /** No pin has that name. */
  | {
      readonly reason: 'unknown-tool'
      readonly tool: string
      readonly suggestion: string | undefined
      readonly known: readonly string[]
    }
  /** It can't be the version of a tool. */
  | { readonly reason: 'bad-version'; readonly tool: string; readonly version: string }
  /** It is there. */
  | { readonly reason: 'pins-unreadable'; readonly file: string; readonly why: string }
  /** New pins could not be written: the file is as it was. */
  | { readonly reason: 'pins-unwritable'; readonly file: string; readonly detail: string }
  /** Never built on this engine. `image` is the name it would have. */
  | {
      readonly reason: 'profile-not-built'
      readonly profile: string
      readonly image: string
      readonly isStale?: true
    }
  /** A push needs to know where to: `registry` or `org` in the config. */
  | { readonly reason: 'no-registry' }
  /** Registry, organisation and version together make no name that a registry would take. */
  | { readonly reason: 'bad-image-name'; readonly name: string }
  /** The registry says nothing. */
  | { readonly reason: 'registry-silent'; readonly image: string; readonly silenceMs: number }
  /** The registry has something else than it was sent, or hands out something else than it says; `undefined`: nothing. */
  | {
      readonly reason: 'digest-mismatch'
      readonly image: string
      readonly expected: string | undefined
      readonly got: string | undefined
    }
  /** The name of a fingerprint has an image with another one there. */
  | { readonly reason: 'tag-taken'; readonly image: string }
  /** The file with the digests could not be written, or isn't one. */
  | { readonly reason: 'lock-unwritable'; readonly file: string; readonly detail: string }
  /** An engine keeps images for one platform: several need a registry to go to. */
  | { readonly reason: 'platforms-need-push'; readonly platforms: readonly string[] }
  /** The names of images count the id of the image from outside, which isn't here. */
  | { readonly reason: 'base-not-here'; readonly reference: string }
  /** Nobody named an image for this, which runs on the profile `usual` then. `tried` are the variables, in their order. */
  | {
      readonly reason: 'no-image-chosen'
      readonly mode: 'session' | 'task'
      readonly usual: string
      readonly tried: readonly string[]
      readonly chain: readonly ImageStep[]
    }
  /** The tools volume was filled, and what every worker needs is not in it. */
  | { readonly reason: 'no-tools'; readonly detail: string }
  /** Removing images wants a yes, and there is nobody to ask. */
  | { readonly reason: 'prune-unconfirmed'; readonly count: number }
  /** hal has no tools for it. */
  | {
      readonly reason: 'unknown-agent'
      readonly agent: string
      readonly suggestion: string | undefined
      readonly known: readonly string[]
    }
  /** The local name of an image that isn't here, and that no build makes now: what its profile is of has changed. */
  | { readonly reason: 'image-outdated'; readonly profile: string; readonly image: string }
  /** What it is fetched from can't be reached, or has nothing there. The base tools, and other agents, can be had. */
  | { readonly reason: 'agent-unreachable'; readonly agent: string; readonly detail: string }

/** What is wrong at one place of a file. */
export interface Fault {
  /** The field (`args.VERSION`), empty for the whole file. */
  readonly path: string
  readonly expected: string
  readonly got: string
  readonly suggestion: string | undefined
}
