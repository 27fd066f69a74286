import type { LayerPins } from './layer-pins.ts'
import type { FetchedTool, PackageSet } from './recipe.ts'

/**
 * A named environment for workers, as its `profile.json` (or `layer.json`, in `docker/`) declares it:
 *
 *   { "description": "Python 3.11 with pip and venv",
 *     "parent": "base",                       another profile, or instead of it
 *     "from": "debian:bookworm-slim",         an image from outside
 *     "packages": ["python3", "pipx"],        what it adds: see `Recipe`
 *     "detect": { "files": ["Pipfile"], "order": 20 },
 *                                             optional: files that speak for it in a project
 *     "promises": { "python3": "3.11" },     optional: tools and the versions a person may count on; `pinned`: its pin's
 *     "budget": "600M" }                     optional: the most that its image may take
 *
 * In place of a recipe a Dockerfile beside it says what to do:
 *
 *   { "parent": "base",
 *     "dockerfile": "Dockerfile",             optional: relative to the folder
 *     "target": "final",                      optional: a stage of it
 *     "args": { "PYTHON": "3.11" } }          optional: build args, part of the fingerprint
 *
 * It begins with `ARG PARENT` and `FROM ${PARENT}`: hal fills in the parent's image. The folder is the build's context.
 * A step that needs the company's CA bundle mounts the secret `ca`: `RUN --mount=type=secret,id=ca,target=…`.
 */
export interface Profile {
  readonly name: string
  readonly description: string
  /** What tells it from a profile of the same name in another project: a digest of where it is declared; `hal` for those that hal ships. */
  readonly home: string
  readonly parent: ProfileParent
  /** Absolute: the build's context. */
  readonly dir: string
  /** The folder of its declaration, where `dir` is another. */
  readonly declaredIn?: string
  /** Relative to `dir`. */
  readonly dockerfile: string
  readonly target: string | undefined
  readonly args: Readonly<Record<string, string>>
  /** What hal adds to the folder as the build's context, by path: the Dockerfile of a recipe, and what its steps run. */
  readonly generated: Readonly<Record<string, string>>
  /** The same before the pins are filled in: what the fingerprint counts as files. */
  readonly unpinned: Readonly<Record<string, string>>
  /** The pins of what its recipe fetches. */
  readonly pins: LayerPins
  /** A person's or a project's own file of pins changes what it fetches: its repository's commit doesn't say what is in it. */
  readonly isRepinned?: true
  /** The person named the folder that it is in, and those of all that it stands on: no repository brought any of it along. */
  readonly isPersons?: true
  /** Its context has files that are in no folder, which buildx could not read. */
  readonly isForEngineOnly?: true
  /** Of the folder's files, only those at or below these count for the fingerprint: nothing takes the others. */
  readonly only?: readonly string[]
  /** Files of the folder that nothing takes: they don't count. */
  readonly untaken?: readonly string[]
  /** The tools that its recipe fetches. */
  readonly fetch: readonly FetchedTool[]
  /** The packages that its recipe installs. */
  readonly packages?: readonly PackageSet[]
  /** The variables that its image sets, in the notation of Docker's `ENV`. */
  readonly env?: Readonly<Record<string, string>>
  /** What its recipe has the image run when nothing else is said. */
  readonly command?: readonly string[]
  /** Files in a project that speak for it, and how early it is asked: the lowest first. */
  readonly detect: { readonly files: readonly string[]; readonly order: number } | undefined
  /** Nobody chooses it for a worker: others stand on it, or a task runs on it. */
  readonly isLayer: boolean
  readonly promises: Readonly<Record<string, string>>
  /** What of its declaration hal does not do, for whoever builds it or starts on it. */
  readonly warnings?: readonly string[]
  /** The most that its image may take; `text` as it was declared. */
  readonly budget: { readonly text: string; readonly bytes: number } | undefined
}

/** As its folder says it; where that is, the catalogue knows. */
export type ReadProfile = Omit<Profile, 'home'>

export type ProfileParent =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'image'; readonly reference: string }

/** What hal does not do of what declarations say. */
export const warningsOf = (profiles: readonly Profile[]): readonly string[] =>
  profiles.flatMap(({ warnings = [] }) => warnings)
