import type { AgentSettings } from '../agents/settings.ts'
import type { Engine, EngineResult } from '../engines/engine.ts'
import type { StaleImage } from '../images/choose/choose.ts'
import type { BuildUpdate } from '../images/layer-state.ts'
import type { PrunedTools } from '../images/tools/prune-tools.ts'
import type { Limiter } from '../lib/limiter.ts'
import type { Result } from '../lib/result.ts'
import type { HostGit } from '../workspace/host-git.ts'
import type { AccountCache } from './create/account.ts'
import type { History } from './history/keeper.ts'
import type { StartStage, WorkerResult } from './verbs.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** What every verb works with; `hal.ts` makes one. */
export interface WorkersContext {
  /** The engine, found and opened at the first call. */
  readonly engine: () => EngineResult<Engine>
  readonly owner: string
  /** The person hal runs as, on the machine hal runs on. */
  readonly person: { readonly uid: number; readonly gid: number; readonly home: string }
  readonly cwd: string
  /** What the machine hal runs on calls itself. */
  readonly hostName: string
  readonly halVersion: string
  /** What hal keeps and must not lose: workers' own workspaces. */
  readonly dataDir: string
  /** This machine's git, for the person's repositories. */
  readonly git: HostGit
  readonly defaults: StartDefaults
  /** Reads what the two below need of hal's own files: for the time in which an engine is waited for. */
  readonly warmUp: () => Promise<void>
  /** A profile's image that was never built is built first. */
  readonly chooseImage: (choice: ImageChoiceInput) => Promise<Result<ChosenImage, WorkerFailure>>
  /** Sees to it that the tools volume is there and whole, that of an agent where one is named. */
  readonly ensureTools: (
    onStage: (stage: StartStage) => void,
    signal: AbortSignal,
    wanted?: { readonly agent?: string | undefined },
  ) => Promise<Result<ToolsVolume, WorkerFailure>>
  /** What the person's config says of agents, by name. */
  readonly agents: Readonly<Record<string, AgentSettings>>
  readonly secrets: SecretKeeper
  /** Asks an agent's maker for new tokens: bounded in time and size, by this machine's proxy. Nothing of it is kept or logged. */
  readonly askForTokens: (
    address: string,
    question: object,
  ) => Promise<Result<{ readonly status: number; readonly text: string }, string>>
  /** Removes tools volumes whose fingerprint is neither in use nor this hal's own. */
  readonly pruneTools: (inUse: ReadonlySet<string>) => WorkerResult<readonly PrunedTools[]>
  readonly sockets: SocketCache
  readonly accounts: AccountCache
  /** When hal stopped it: no end of hal's own making is put down to the engine. */
  readonly stops: TimeNotes
  /** When it was frozen, as far as a hal did it or saw it: engines don't say. */
  readonly freezes: TimeNotes
  readonly history: History
  /** Workers come up a few at a time: of fifty at once an engine brings none up soon, and those that wait long look as if they had failed. */
  readonly comingUp: Limiter
  readonly signal: AbortSignal
}

/** What the person lets workers have, and must be in no label, log or argument. */
export interface SecretKeeper {
  /** Those that every worker gets. */
  readonly ofAll: readonly string[]
  /** Which of these (an agent's own, the one for its `apiKey` first) the person has. */
  readonly has: (agent: string, names: readonly string[]) => readonly string[]
  /** Where the person has it, in words: `$OPENAI_API_KEY`, a path, a command. `undefined`: nowhere. */
  readonly whence: (agent: string, name: string, isKey: boolean) => string | undefined
  /** Which of an agent's login files hal keeps, each by its place in that list. */
  readonly logins: (agent: string, files: readonly string[]) => readonly number[]
  /** Reads them from where they are: each time, as they may have changed. */
  readonly read: (agent: string | undefined, names: readonly string[]) => WorkerResult<Secrets>
}

/** By name. */
export type Secrets = ReadonlyMap<string, string>

export interface StartDefaults {
  readonly memoryBytes: number
  readonly cpus: number
  readonly pids: number
  readonly workspace: string | undefined
  readonly env: Readonly<Record<string, string>>
  readonly network: string
  readonly mounts: readonly {
    readonly source: string
    readonly target: string
    readonly isReadOnly: boolean
  }[]
  /** PEM text that workers trust besides their own. */
  readonly caBundle: Buffer | undefined
  readonly isRootAllowed: boolean
  /** Commands that are run inside a new workspace of hal's own before anything else, and before it goes. */
  readonly setup: readonly string[]
  readonly teardown: readonly string[]
}

export interface ImageChoiceInput {
  readonly image: string | undefined
  readonly profile: string | undefined
  readonly onBuild: ((update: BuildUpdate) => void) | undefined
  readonly signal: AbortSignal
}

export interface ChosenImage {
  readonly reference: string
  /** `undefined` for an image of the person's own. */
  readonly profile: string | undefined
  /** The setting that named it, where nobody did for this worker: its variable, and its key in the config. */
  readonly from?: { readonly name: string; readonly key: string } | undefined
  readonly warnings: readonly string[]
  /** Its profile is another by now. */
  readonly stale?: StaleImage | undefined
}

export interface ToolsVolume {
  readonly volume: string
  readonly fingerprint: string
}

/** Where the socket volume was found on this machine the last time: a cache that may be lost at any moment. */
export interface SocketCache {
  /** Whether hal may enter the volume at all, where it can. */
  readonly isOn: boolean
  readonly read: () => string | undefined
  readonly write: (directory: string | undefined) => void
}

/** When something happened to a container: history that may be lost at any moment. */
export interface TimeNotes {
  readonly read: (containerId: string) => Date | undefined
  readonly write: (containerId: string, at: Date) => void
  readonly forget: (containerId: string) => void
}
