import type { Duplex, Readable } from 'node:stream'
import type { Result } from '../lib/result.ts'
import type { EngineFailure } from './engine-failure.ts'

/**
 * The port to whatever runs containers. Adapters live in folders beside this file and speak only these nouns;
 * `test/contract/engine.ts` holds every adapter to the MUST sentences below.
 *
 * Everything an outside world can refuse comes back as an `EngineFailure` value; a rejected promise is hal's own bug.
 * Each call MUST settle when its `signal` aborts, with reason `cancelled`.
 */
export interface Engine extends AsyncDisposable {
  /** Which adapter this is. */
  readonly kind: 'docker' | 'memory' | 'process'

  /** What this engine is and can do. MUST ask the engine at most once per process. */
  info(): EngineResult<EngineInfo>

  /**
   * When the engine last came up with no container running: whatever ran before has ended. MUST NOT be later than the start of a
   * container that runs. `undefined` where the engine doesn't say.
   */
  cameUpEmptyAt(): EngineResult<Date | undefined>

  /** Containers that carry all of `labels`, stopped ones included, oldest first. */
  list(labels: Labels): EngineResult<readonly Container[]>
  /** MUST answer `no-such-container` for an unknown id. */
  inspect(id: string): EngineResult<Container>

  /** Makes a container without starting it; answers its id. MUST answer `name-taken` when the name exists, and `no-such-image`. */
  create(spec: ContainerSpec): EngineResult<string>
  /** MUST be a success for a container that runs already. Once `signal` aborts it is not waited for: `cancelled`, whatever the engine does. */
  start(id: string, options?: { readonly signal?: AbortSignal | undefined }): EngineResult<void>
  /** SIGTERM, then SIGKILL after `graceMs`. Resolves when it has ended. MUST be a success for one that has ended. */
  stop(id: string, options: { readonly graceMs: number }): EngineResult<void>
  pause(id: string): EngineResult<void>
  unpause(id: string): EngineResult<void>
  /** Removes the container (killing it when it runs and `force` is set; otherwise `container-running`). MUST be a success when it is gone. `signal` as with `start`. */
  remove(
    id: string,
    options?: { readonly force?: boolean; readonly signal?: AbortSignal | undefined },
  ): EngineResult<void>

  /** Runs `argv` in a running container. MUST answer `not-running` when it has ended. */
  exec(id: string, spec: ExecSpec): EngineResult<ExecStream>

  /**
   * One stream of what happens to containers that carry `labels`. It MUST begin with `connected`, or with `lost` where no
   * engine answers; after the engine went away, or hung without closing anything, it MUST say `lost` once, try again with growing
   * pauses, and say `connected` again: the reader then lists anew.
   * Ends when `signal` aborts.
   */
  events(labels: Labels, signal: AbortSignal): AsyncIterable<EngineEvent>
  /** One sample a second, from one held stream, after one or two sooner where that can be. Ends when the container does or `signal` aborts. */
  stats(id: string, signal: AbortSignal): AsyncIterable<Stats>

  /** Puts files and folders into a container, running or not, with their owner and mode. Mounted volumes are written through. */
  putFiles(id: string, files: readonly FileEntry[]): EngineResult<void>
  /** The bytes of one regular file, from a container that runs or not. `undefined`: no such file. At most `maxBytes` from its end. */
  readFile(id: string, path: string, options: { readonly maxBytes: number }): EngineResult<Buffer | undefined>

  /** The last lines that the container's first process wrote by itself (not its tmux): why a start failed. */
  containerLog(id: string, options: { readonly lines: number }): EngineResult<readonly string[]>

  /** `undefined`: the engine has no image of that name. */
  image(reference: string): EngineResult<Image | undefined>
  images(labels: Labels): EngineResult<readonly Image[]>
  /**
   * What an image is made of, from the bottom. An image that stands on another MUST begin with all of its layers, and two images have a
   * layer of the same id where the engine holds it once. `undefined`: no such image.
   */
  layers(reference: string): EngineResult<readonly ImageLayer[] | undefined>
  /**
   * What each step that made an image says of itself, from the bottom. An image that stands on another MUST begin with all of its steps.
   * `undefined`: no such image.
   */
  steps(reference: string): EngineResult<readonly string[] | undefined>
  /**
   * Takes one name away, and the image with its last one; by its id, one that has no name. MUST answer `image-in-use` where a container,
   * running or not, would lose its image, and MUST be a success when the name is gone.
   */
  removeImage(reference: string): EngineResult<void>
  /**
   * Reads all that images are made of: every regular file of every layer, those among them that a layer above deletes or replaces, and
   * what is said of an image besides, its environment, labels and history, as JSON with an empty path. What several of them share MUST be
   * read once. One file at a time; what `onFile` leaves unread is passed over. Answers of which parts each image is, from the bottom.
   */
  readImages(
    references: readonly string[],
    onFile: (file: ImageFile) => Promise<void>,
    signal?: AbortSignal,
  ): EngineResult<ReadonlyMap<string, readonly string[]>>
  pull(
    reference: string,
    onProgress: (progress: PullProgress) => void,
    signal?: AbortSignal,
  ): EngineResult<void>
  tag(reference: string, newReference: string): EngineResult<void>
  push(
    reference: string,
    onProgress: (progress: PushProgress) => void,
    signal?: AbortSignal,
  ): EngineResult<{ readonly digest: string | undefined }>
  /**
   * Whether the registry of `reference` takes the person's login. MUST be a success where it wants none, and `registry-denied` where it
   * lets nobody in without one. Nothing is sent but the login.
   */
  checkLogin(reference: string, signal?: AbortSignal): EngineResult<void>
  /**
   * The digest that the registry has for a name now; `undefined` where it has none. MUST ask the registry each time, and answer
   * `not-supported` where the engine can't.
   */
  remoteDigest(reference: string, signal?: AbortSignal): EngineResult<string | undefined>
  /** Builds with BuildKit; MUST answer `no-buildkit` where the engine has none, never fall back to the classic builder. */
  build(spec: BuildSpec, onEvent: (event: BuildEvent) => void, signal?: AbortSignal): EngineResult<Image>

  /**
   * Builds a `docker-bake.json` through the `buildx` plugin of the engine's own client, on this engine or on the builder that the person
   * chose for it. `onLine`: what buildx says. MUST answer `no-buildx` where there is no plugin, and `buildx-refused` in buildx's own words
   * where its builder can't do what the file asks for. Answers the digests of what was built, by target.
   */
  bake(
    spec: BakeSpec,
    onLine: (line: string) => void,
    signal?: AbortSignal,
  ): EngineResult<Readonly<Record<string, string>>>

  /** The version of that plugin; `undefined` where there is none. */
  buildx(signal?: AbortSignal): EngineResult<string | undefined>

  /**
   * Gives what a registry has another name in the same registry, all of its platforms, through the same plugin. MUST answer `no-buildx`
   * where there is none. Whatever had the new name loses it.
   */
  copyRemote(reference: string, newReference: string, signal?: AbortSignal): EngineResult<void>

  /** The network workers share, on which they can't reach each other; made when missing. Answers its name. */
  ensureNetwork(name: string, labels: Labels): EngineResult<void>
  /** A volume, made when missing. */
  ensureVolume(name: string, labels: Labels): EngineResult<Volume>
  removeVolume(name: string): EngineResult<void>
  volumes(labels: Labels): EngineResult<readonly Volume[]>
}

/** What is about images. */
export type ImageMethods = Pick<
  Engine,
  | 'image'
  | 'images'
  | 'layers'
  | 'steps'
  | 'readImages'
  | 'removeImage'
  | 'tag'
  | 'pull'
  | 'push'
  | 'checkLogin'
  | 'remoteDigest'
  | 'build'
  | 'bake'
  | 'buildx'
  | 'copyRemote'
>

export type EngineResult<T> = Promise<Result<T, EngineFailure>>
export type Labels = Readonly<Record<string, string>>

export interface EngineInfo {
  /** How people call it: `docker 20.10`, `podman 4.3`. */
  readonly name: string
  readonly version: string
  readonly apiVersion: string
  /** Where it listens, as a URL. */
  readonly address: string
  readonly hostName: string
  readonly cpus: number
  readonly memoryBytes: number
  readonly architecture: string
  /** True when the engine's root is an ordinary user outside (rootless Docker, rootless podman). */
  readonly isRootless: boolean
  /** True when the engine runs on the same kernel and files as hal: its bind paths and sockets are ours. */
  readonly isLocal: boolean
  readonly capabilities: ReadonlySet<EngineCapability>
  /** Things a person should know about this engine (a missing cgroup controller, no swap limit …), in the engine's words. */
  readonly warnings: readonly string[]
}

/** What not every engine has. Asked once, in `info`. */
export type EngineCapability =
  | 'volume-subpath'
  | 'buildkit'
  | 'live-restore'
  | 'pids-limit'
  | 'memory-limit'
  | 'cpu-limit'
  | 'pause'
  /** A container has files of its own: what is mounted is at its target for all that runs in it, and nothing of other containers is. */
  | 'own-files'

export interface Container {
  readonly id: string
  readonly name: string
  /** The reference it was created from, and the id that stood behind it then. */
  readonly image: string
  readonly imageId: string
  readonly labels: Labels
  readonly status: ContainerStatus
  readonly createdAt: Date
}

export type ContainerStatus =
  | { readonly kind: 'created' }
  | { readonly kind: 'running'; readonly startedAt: Date | undefined }
  | { readonly kind: 'paused'; readonly startedAt: Date | undefined }
  | {
      readonly kind: 'exited'
      readonly exitCode: number
      readonly isOom: boolean
      readonly finishedAt: Date | undefined
      readonly error: string
    }
  | { readonly kind: 'removing' }

export interface ContainerSpec {
  readonly name: string
  readonly image: string
  readonly labels: Labels
  /** `undefined`: the image's own. */
  readonly entrypoint: readonly string[] | undefined
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Numeric `uid:gid`. */
  readonly user: string
  readonly workdir: string
  readonly hostname: string
  readonly network: string
  readonly mounts: readonly Mount[]
  readonly limits: Limits
}

/** Fixed for every worker and so not part of the spec: all capabilities dropped, no-new-privileges, the engine's own seccomp profile. */
export interface Limits {
  readonly memoryBytes: number
  readonly cpus: number
  readonly pids: number
}

export type Mount =
  | { readonly kind: 'bind'; readonly source: string; readonly target: string; readonly isReadOnly: boolean }
  | {
      readonly kind: 'volume'
      readonly volume: string
      readonly subpath?: string
      readonly target: string
      readonly isReadOnly: boolean
    }
  | {
      readonly kind: 'tmpfs'
      readonly target: string
      readonly sizeBytes: number
      /** Whose it MUST be after each start, and nobody else may write it; without it everybody may, at the first start. */
      readonly user?: { readonly uid: number; readonly gid: number }
    }

export interface ExecSpec {
  readonly argv: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A terminal of this size; without it stdout and stderr stay apart. */
  readonly tty?: { readonly columns: number; readonly rows: number }
  readonly signal?: AbortSignal
}

/** A process in a container. `stream` writes to its stdin and reads its stdout (all output when it has a terminal). */
export interface ExecStream {
  readonly stream: Duplex
  /** Its exit code once it has ended; `undefined` when the connection broke first. */
  readonly exitCode: Promise<number | undefined>
  /** What it wrote to stderr (at most 64 KiB), complete when `exitCode` resolves. */
  readonly stderr: () => string
  resize(size: { readonly columns: number; readonly rows: number }): Promise<void>
}

export type EngineEvent =
  | { readonly kind: 'connected' }
  /** `since`: when it was heard last, of one that hangs; others are lost right now. */
  | { readonly kind: 'lost'; readonly why: string; readonly since?: Date }
  | {
      readonly kind: 'container'
      readonly id: string
      readonly action: ContainerAction
      readonly labels: Labels
      readonly at: Date
      readonly exitCode?: number
    }

export type ContainerAction = 'create' | 'start' | 'die' | 'oom' | 'pause' | 'unpause' | 'destroy' | 'restart'

export interface Stats {
  /** 100 is one core kept busy. `undefined` in the first sample, which has nothing to compare with. */
  readonly cpuPercent: number | undefined
  /** Without the page cache. */
  readonly memoryBytes: number
  readonly memoryLimitBytes: number
  readonly pids: number
  /** Bytes over all of its networks since it was started, and of its disks; `undefined` where the engine doesn't say. */
  readonly network?: { readonly received: number; readonly sent: number } | undefined
  readonly disk?: { readonly read: number; readonly written: number } | undefined
  readonly at: Date
}

export type FileEntry =
  | {
      readonly kind: 'directory'
      readonly path: string
      readonly mode: number
      readonly uid: number
      readonly gid: number
    }
  | {
      readonly kind: 'file'
      readonly path: string
      readonly mode: number
      readonly uid: number
      readonly gid: number
      readonly content: string | Buffer
    }

/** Of what of an image isn't here yet, as far as the engine knows. */
export interface PullProgress {
  readonly doneBytes: number
  readonly totalBytes: number
}

/** A push as it goes. Bytes are those of the layers that are being sent, as far as the engine says. */
export interface PushProgress {
  readonly layers: number
  /** Of these, how many are up or were there. */
  readonly layersUp: number
  readonly sentBytes: number
  readonly totalBytes: number
  /** The engine lost the registry, and tries again by itself. */
  readonly isTryingAgain: boolean
}

export interface Image {
  readonly id: string
  readonly references: readonly string[]
  /** What registries call it, as far as it was pushed or pulled here: `ghcr.io/acme/hal-python@sha256:…`. */
  readonly digests: readonly string[]
  readonly labels: Labels
  /** MUST be what its layers take as files, however the engine keeps them: the sum of `layers`. */
  readonly sizeBytes: number
  readonly createdAt: Date
  readonly architecture: string
  readonly env: readonly string[]
}

export interface ImageLayer {
  readonly id: string
  readonly sizeBytes: number
}

export interface ImageFile {
  /** The layer, or the description, that has it: the same name in the answer. */
  readonly part: string
  /** Absolute. */
  readonly path: string
  readonly sizeBytes: number
  readonly content: Readable
}

export interface Volume {
  readonly name: string
  readonly labels: Labels
  /** Where the engine keeps it, as the engine's own machine sees it. */
  readonly mountpoint: string
}

export interface BuildSpec {
  /** Folder whose files are sent; `.dockerignore` is honoured. */
  readonly contextDir: string
  /** Files that are sent besides, by path; they take the place of the folder's own of that name. */
  readonly generated?: Readonly<Record<string, string>>
  /** Path of the Dockerfile inside the context. */
  readonly dockerfile: string
  readonly tags: readonly string[]
  readonly labels: Labels
  readonly args: Readonly<Record<string, string>>
  readonly target?: string
  readonly platform?: string
  readonly isCacheDisabled?: boolean
  readonly isPullForced?: boolean
  /** Images in registries whose steps are taken over where nothing changed; one that isn't there is passed over. */
  readonly cacheFrom?: readonly string[]
  /** BuildKit secrets by id: a step sees them under /run/secrets, no layer holds them. */
  readonly secrets?: Readonly<Record<string, Buffer>>
}

export interface BakeSpec {
  /** The text of a `docker-bake.json`, which names files by absolute paths. */
  readonly file: string
  /** What secrets of the file take from the environment. */
  readonly env?: Readonly<Record<string, string>>
}

/** A build as it goes: `step` when one begins, changes or ends, `log` for what it prints. `key` is stable for one step. */
export type BuildEvent =
  | {
      readonly kind: 'step'
      readonly key: string
      readonly name: string
      readonly status: 'running' | 'cached' | 'done' | 'failed'
      readonly durationMs: number | undefined
      readonly error: string | undefined
    }
  | { readonly kind: 'log'; readonly key: string; readonly text: string }
