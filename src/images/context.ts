import type { Engine, EngineResult } from '../engines/engine.ts'
import type { ImageSettings } from './choose/resolve.ts'
import type { FoundDevcontainer } from './declare/project-profiles.ts'
import type { Patience } from './push/patience.ts'
import type { Destination } from './tags.ts'

/** What the verbs on images work with; `hal.ts` makes one. */
export interface ImagesContext {
  /** The engine, found and opened at the first call. */
  readonly engine: () => EngineResult<Engine>
  /** The root of hal's own package: `profiles/` and `docker/tools` are there. */
  readonly packageDir: string
  /** The project's and the person's folders of profiles, absolute. */
  readonly profileFolders: readonly string[]
  /** Those of them that the person named, and not a project. */
  readonly personsFolders?: readonly string[]
  /** The project's, for the profiles that they are. */
  readonly devcontainers?: readonly FoundDevcontainer[]
  /** Files of pins over hal's own, absolute, of which a later one wins; they need not be there. */
  readonly pinFiles: readonly string[]
  readonly defaultProfile: string
  /** Which image is for what. */
  readonly settings: ImageSettings
  readonly destination: Destination
  /** How many images are built, or pushed, at once. */
  readonly concurrency: number
  /** How long registries are waited for. */
  readonly patience?: Patience | undefined
  /** Image that the tools are compiled on. */
  readonly toolsBase: string
  readonly caBundle: Buffer | undefined
  /** Where that stands, for builders that read it themselves. */
  readonly caBundleFile?: string | undefined
  /** What Dockerfiles in the person's folders may mount, by id: files. */
  readonly secretFiles?: Readonly<Record<string, string>>
  /** Without a slash at its end. */
  readonly npmRegistry: string
  /** `HTTP_PROXY` and friends, as build args. */
  readonly proxy: Readonly<Record<string, string>>
}
