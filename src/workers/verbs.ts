import type { Stats } from '../engines/engine.ts'
import type { EngineFailure } from '../engines/engine-failure.ts'
import type { BuildUpdate } from '../images/layer-state.ts'
import type { Result } from '../lib/result.ts'
import type { Window } from '../tmux/windows.ts'
import type { ChangedFile, Commit } from '../workspace/diff.ts'
import type { MergeResult } from '../workspace/merge.ts'
import type { Arrival } from '../workspace/pull.ts'
import type { Reached } from './agent/reached.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { Explanation } from './state/explanation.ts'
import type { Named, Whom } from './whom.ts'
import type { Activity, Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** What hal does with workers, as faces see it. `hal.ts` binds each verb to the open engine; one file a verb stands beside this one. */
export interface WorkerVerbs {
  /** Begins an agent's own login, whose result hal keeps for workers. */
  readonly login: (input: LoginInput) => WorkerResult<LoginTalk>
  /** Agents whose login hal keeps. */
  readonly logins: () => Promise<readonly string[]>
  /** Answers whether there was one. */
  readonly forgetLogin: (agent: string) => Promise<boolean>
  /** Starts `count` workers side by side (or says of each why not), in the order of their names. */
  start(input: StartInput): Promise<Result<readonly StartOutcome[], WorkerFailure>>
  list(input?: ListInput): WorkerResult<readonly Worker[]>
  /** Resolves a given name: exactly, then by unique prefix, then by container id prefix. */
  find(given: string): WorkerResult<Worker>
  /** The same, with what its tmux says. */
  inspect(whom: Whom): WorkerResult<Worker>
  /** These act on many side by side and answer for each, in the order given. */
  stop(
    whom: readonly Whom[],
    options?: EachOptions & { readonly graceMs?: number },
  ): Promise<readonly VerbOutcome[]>
  /** Ended ones, with their files; one that runs is left alone. */
  startAgain(whom: readonly Whom[], options?: EachOptions): Promise<readonly VerbOutcome[]>
  restart(whom: readonly Whom[], options?: EachOptions): Promise<readonly VerbOutcome[]>
  remove(whom: readonly Whom[], options?: RemoveOptions): Promise<readonly VerbOutcome[]>
  freeze(whom: readonly Whom[], options?: EachOptions): Promise<readonly VerbOutcome[]>
  thaw(whom: readonly Whom[], options?: EachOptions): Promise<readonly VerbOutcome[]>
  /** Types text or keys into a window without waiting for anything; to an agent a text is a prompt, and there is proof that it took it. */
  send(input: SendInput): WorkerResult<Sent>
  /** Gives a prompt to a worker's agent, and proves that it took it. */
  prompt(input: PromptInput): WorkerResult<PromptTaken>
  /** The same, and the answer once there is one. */
  ask(input: AskInput): WorkerResult<Answered>
  /** Why its state is what it is: who said what, and what its screen says now. Changes nothing. */
  explain(input: Named & { readonly signal?: AbortSignal | undefined }): WorkerResult<Explanation>
  /** Which agents there are, and what the person has for them. */
  agents(): WorkerResult<readonly AgentFacts[]>
  /** Whether one of them would start here. Its tools are made where they aren't there. */
  checkAgent(input: CheckAgentInput): WorkerResult<AgentCheck>
  /** Until agents do what is waited for. */
  wait(input: WaitInput): WorkerResult<readonly Waited[]>
  /** Runs a command in a window's shell: exactly what it wrote, and its exit status. */
  run(input: RunInput): WorkerResult<Captured | Answered>
  capture(
    input: CaptureInput,
  ): WorkerResult<{ readonly worker: string; readonly window: string; readonly text: string }>
  windows(name: string): WorkerResult<readonly WorkerWindow[]>
  /** What the worker printed, as its tmux kept it, from an ended worker too. Ends when the worker does or `signal` aborts, if followed. */
  logs(input: LogsInput): WorkerResult<void>
  health(input?: HealthInput): WorkerResult<readonly WorkerHealth[]>
  /** The workers that ended, or never came up: what `prune` is for. */
  prunable(): WorkerResult<readonly Worker[]>
  /** Removes these workers as far as they don't run, with what they left, and tools that no worker uses any more. */
  prune(whom: readonly Whom[]): WorkerResult<readonly VerbOutcome[]>
  /** What was changed in its workspace, as its own git sees it, or one in a container that can do nothing but look. */
  changes(input: ChangesInput): WorkerResult<WorkspaceChanges>
  /** A worker's work, new files included: since its branch began, or since the last commit where the workspace is the person's own. */
  diff(input: DiffInput): WorkerResult<void>
  diffSummary(input: {
    readonly name: string
    readonly signal?: AbortSignal | undefined
  }): WorkerResult<DiffSummary>
  /** Brings its branch into the person's repository; what was left uncommitted is committed onto it first. */
  pull(input: PullInput): WorkerResult<Pulled>
  /** Pulls, then merges into the branch that the person stands on; what conflicts leaves that as it was. */
  merge(input: MergeInput): WorkerResult<Merged>
  /** What its programs find in their environment, by name, without secrets. */
  environment(whom: Whom): WorkerResult<readonly EnvironmentVariable[]>
  /** Hands the whole terminal to the worker; answers why it came back. */
  attach(input: AttachInput): WorkerResult<AttachEnd>
  fleet(input?: ListInput): WorkerResult<Fleet>
}

export type WorkerResult<T> = Promise<Result<T, WorkerFailure>>

export interface StartInput {
  /** `undefined`: hal makes up a friendly one. */
  readonly name?: string | undefined
  readonly count?: number | undefined
  readonly profile?: string | undefined
  readonly image?: string | undefined
  /** `bind`, `clone`, `empty`, the address of a repository, or a folder: absolute, or relative to `cwd`. `undefined`: `cwd` itself, unless that is $HOME or /, which must be named. */
  readonly workspace?: string | undefined
  /** The branch of a clone of its own; with it, that is what the worker gets. */
  readonly branch?: string | undefined
  /** Where the branch begins; `undefined`: where the person stands. */
  readonly base?: string | undefined
  readonly memory?: string | undefined
  readonly cpus?: number | undefined
  readonly pids?: number | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
  /** As root inside; only where the person's own config allows it. */
  readonly isRoot?: boolean | undefined
  /** The agent in its `agent` window. */
  readonly agent?: string | undefined
  /** It acts without asking. `undefined`: as the person's config says, else it asks. */
  readonly isUnattended?: boolean | undefined
  /** Given to each one's agent, of whatever length, once its prompt box is there. */
  readonly prompt?: string | undefined
  /** The agent's login in place of the agent. */
  readonly isLogin?: boolean | undefined
  /** Run in the `agent` window, in place of an agent. */
  readonly command?: readonly string[] | undefined
  readonly onProgress?: ((name: string, stage: StartStage) => void) | undefined
  /** Called where the profile has no image yet, and it is built first. */
  readonly onBuild?: ((update: BuildUpdate) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type StartStage = 'tools' | 'pulling' | 'creating' | 'starting' | 'preparing' | 'ready'

export type StartOutcome =
  | {
      readonly ok: true
      readonly name: string
      readonly value: Worker
      readonly tookMs: number
      readonly how: 'started' | 'started-again' | 'ran-already'
      /** The setting that named a new worker's image, where nobody did: its variable, and its key in the config. */
      readonly imageFrom?: { readonly name: string; readonly key: string } | undefined
      readonly warnings: readonly string[]
      /** What came of its prompt, where one was to be given. Not taken: the worker stays. */
      readonly prompt?: Result<PromptTaken, WorkerFailure>
    }
  | { readonly ok: false; readonly name: string; readonly failure: WorkerFailure }

export type VerbOutcome =
  | {
      readonly ok: true
      readonly name: string
      readonly tookMs: number
      /** There was nothing to do: it was so already. */
      readonly wasSo?: boolean
    }
  | { readonly ok: false; readonly name: string; readonly failure: WorkerFailure }

export interface EachOptions {
  /** Called of each as soon as it is known, in whatever order they end. */
  readonly onOutcome?: ((outcome: VerbOutcome) => void) | undefined
}

export interface RemoveOptions extends EachOptions {
  /** Running ones, too. */
  readonly isForced?: boolean
  /** Work in a workspace of hal's making that is nowhere else goes as well. */
  readonly mayLoseWork?: boolean
}

export interface ListInput {
  /** `key=value` pairs that must all hold: name (a glob), phase, activity, profile, image, workspace. */
  readonly filters?: Readonly<Record<string, string>> | undefined
  readonly isAllOwners?: boolean | undefined
}

export interface HealthInput extends ListInput {
  /** Only these, each found as `find` does. `undefined` or empty: all. */
  readonly names?: readonly string[] | undefined
}

export interface LoginInput {
  readonly agent: string
  readonly image: string
  /** Each web address that it names, whole. */
  readonly onPage: (address: string) => void
  readonly onProgress?: ((name: string, stage: StartStage) => void) | undefined
  readonly signal: AbortSignal
}

/** A login that is under way, in a worker of its own that is gone when this is disposed. */
export interface LoginTalk extends AsyncDisposable {
  readonly name: string
  /** Which files of it hal keeps now. */
  readonly end: WorkerResult<readonly string[]>
  /** A line, such as the code that a page gave. */
  readonly type: (text: string) => WorkerResult<unknown>
  /** Its own screen, until somebody detaches or it ends. */
  readonly show: (terminal: Terminal) => WorkerResult<AttachEnd>
}

export interface SendInput extends Named {
  readonly window?: string | undefined
  /** Typed as it is, then Enter unless `isEnterLeftOut`. Exactly one of `text` and `keys`. */
  readonly text?: string | undefined
  readonly isEnterLeftOut?: boolean | undefined
  /** tmux key names: `C-c`, `Up`, `Enter`. */
  readonly keys?: readonly string[] | undefined
  /** For an agent: as in `PromptInput`. */
  readonly draft?: 'refuse' | 'clear' | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Sent {
  readonly worker: string
  readonly window: string
  /** From an agent. */
  readonly proof?: PromptProof
}

export interface PromptInput extends Named {
  readonly text: string
  /** `undefined`: that of the agent. */
  readonly window?: string | undefined
  /** An agent at work takes it when it is done; otherwise it is waited for. `undefined`: so. */
  readonly isQueued?: boolean | undefined
  /** What is done about words that somebody left in the agent's prompt box; `undefined`: refuse. */
  readonly draft?: 'refuse' | 'clear' | undefined
  readonly signal?: AbortSignal | undefined
}

export interface PromptProof {
  /** The agent's own hook; its screen; or `queue`: it was at work, and takes it when it is done. */
  readonly by: 'hook' | 'screen' | 'queue'
  readonly tookMs: number
  /** Whether the agent took the very words; `undefined`: it doesn't say. */
  readonly isExact?: boolean
}

export interface PromptTaken extends PromptProof {
  readonly worker: string
}

export interface AskInput extends Omit<PromptInput, 'isQueued'> {
  readonly timeoutMs?: number | undefined
}

export interface Answered {
  readonly worker: string
  readonly text: string
  /** In its own words, by its hook or its transcript; or what its screen shows. */
  readonly from: 'hook' | 'transcript' | 'screen'
  /** What it does now: `waiting`, for one, is no end of its work. */
  readonly activity: Activity
  readonly question: string | undefined
  readonly durationMs: number
}

export interface AgentFacts {
  readonly name: string
  readonly title: string
  /** Whose layer of tools it needs; `undefined`: it is in the image. */
  readonly tools: string | undefined
  /** What lets it in, and where the person has it, in words; `undefined`: nowhere. */
  readonly secrets: readonly { readonly name: string; readonly from: string | undefined }[]
  readonly hasHooks: boolean
  /** The versions whose screens are known. */
  readonly screens: readonly string[]
  readonly baseUrl: string | undefined
  readonly model: string | undefined
  /** It acts without asking unless told otherwise. */
  readonly isUnattended: boolean
  /** The words that make it act without asking; none: see the next. */
  readonly unattendedBy: readonly string[]
  readonly isUnattendedBySettings: boolean
  readonly program: string
  /** All that hal starts it with. */
  readonly flags: readonly string[]
}

export interface CheckAgentInput {
  readonly name: string
  /** Any with a shell. */
  readonly image: string
  readonly signal?: AbortSignal | undefined
}

export interface AgentCheck {
  readonly facts: AgentFacts
  /** Of its models; `undefined`: its maker's own. */
  readonly endpoint:
    | { readonly kind: 'answers'; readonly status: number }
    | { readonly kind: 'silent'; readonly why: string }
    | undefined
  /** `undefined`: it is in no tools. */
  readonly cli:
    | {
        readonly exitCode: number | undefined
        /** As it says itself. */
        readonly version: string | undefined
        /** Its last line. */
        readonly said: string
        /** What hal starts it with and its help doesn't know. */
        readonly unknownFlags: readonly string[]
      }
    | undefined
}

export interface WaitInput {
  readonly names: readonly string[]
  readonly until: readonly Activity[]
  /** One is enough. */
  readonly isAny?: boolean | undefined
  readonly timeoutMs?: number | undefined
  /** What they do meanwhile. */
  readonly onChange?: ((change: { readonly name: string } & Reached) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** What came of waiting for one worker. Not reached: the time was over, it ended, or it could not be asked. */
export type Waited = { readonly name: string; readonly isReached: boolean; readonly tookMs: number } & (
  | Reached
  | { readonly failure: WorkerFailure }
)

export interface RunInput extends Named {
  readonly window?: string | undefined
  readonly text: string
  /** For an agent: as in `PromptInput`. */
  readonly draft?: 'refuse' | 'clear' | undefined
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Captured {
  readonly worker: string
  readonly window: string
  readonly stdout: Buffer
  readonly exitCode: number
  readonly durationMs: number
  /** True when the command printed more than hal keeps (256 MiB); the beginning is missing then. */
  readonly isTruncated: boolean
}

export interface CaptureInput extends Named {
  readonly window?: string | undefined
  /** Lines of history before the screen; `undefined`: only what the screen shows. */
  readonly lines?: number | undefined
  readonly isAnsi?: boolean | undefined
  /** Lines that are wrapped on the screen stay so. */
  readonly isWrapKept?: boolean | undefined
}

export interface ChangesInput extends Named {
  readonly signal?: AbortSignal | undefined
}

/** What was changed in a workspace, files that git doesn't know yet among it, in git's words; bounded. */
export type WorkspaceChanges =
  | {
      readonly kind: 'changes'
      readonly stat: string
      readonly diff: string
      readonly isCut: boolean
      /** Since the worker's branch began, commits and all. */
      readonly isSinceStart?: boolean
    }
  /** Neither its image nor its tools have git; its workspace is no repository. */
  | { readonly kind: 'no-git' | 'no-repository' }

export interface DiffInput extends Named {
  readonly form: 'patch' | 'stat'
  /** Bytes as the worker's git wrote them: not printable as they are. */
  readonly onData: (chunk: Buffer) => void
  readonly signal?: AbortSignal | undefined
}

export interface DiffSummary {
  readonly worker: string
  readonly branch: string | undefined
  /** `undefined`: the last commit. */
  readonly base: string | undefined
  readonly files: readonly ChangedFile[]
  readonly commits: readonly Commit[]
}

export interface PullInput extends Named {
  readonly signal?: AbortSignal | undefined
}

export interface Pulled {
  readonly worker: string
  readonly repository: string
  readonly branch: string
  /** Where the branch began. */
  readonly base: string
  readonly tip: string
  readonly arrival: 'nothing' | Arrival
  /** How many are new; all of the branch's where it was rewritten. */
  readonly commits: number
  /** True where hal committed what was left. */
  readonly isCommitted: boolean
}

export interface MergeInput extends PullInput {
  /** All of the branch as one commit. */
  readonly isSquashed?: boolean | undefined
}

export interface Merged {
  readonly worker: string
  readonly branch: string
  readonly into: string
  /** The branch's. */
  readonly tip: string
  readonly how: 'nothing' | MergeResult['how']
  /** Where the person's branch is then. */
  readonly commit: string
  readonly commits: number
  readonly isCommitted: boolean
}

export interface EnvironmentVariable {
  readonly name: string
  /** `undefined`: by its looks a secret, which stays where it is. */
  readonly value: string | undefined
}

/** A window as its tmux tells it. */
export type WorkerWindow = Window

export interface LogsInput extends Named {
  /** `undefined`: `agent` if there is one, else `shell`. */
  readonly window?: string | undefined
  readonly isFollowed?: boolean | undefined
  readonly onData: (chunk: Buffer) => void
  /** Called once, as soon as all that was there at the call has come. */
  readonly onCaughtUp?: (() => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface WorkerHealth {
  readonly worker: Worker
  readonly tmux:
    | { readonly kind: 'answers'; readonly inMs: number }
    | { readonly kind: 'silent'; readonly why: string }
    | { readonly kind: 'not-running' }
  readonly stats: Stats | undefined
}

export interface AttachInput extends Named {
  readonly window?: string | undefined
  readonly isReadOnly?: boolean | undefined
  readonly terminal: Terminal
  readonly signal?: AbortSignal | undefined
}

/** The person's terminal, passed in so that nothing below a face touches `process`. */
export interface Terminal {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  /** `$TERM` and `$COLORTERM`. */
  readonly term: string
  readonly colorTerm: string | undefined
}

export type AttachEnd =
  | { readonly kind: 'detached'; readonly worker: string }
  | {
      readonly kind: 'worker-ended'
      readonly worker: string
      readonly exitCode: number
      readonly isOom: boolean
    }
  | { readonly kind: 'worker-frozen'; readonly worker: string }
  /** It ended, and runs again. */
  | { readonly kind: 'worker-restarted'; readonly worker: string }
  | { readonly kind: 'worker-removed'; readonly worker: string }
  | {
      readonly kind: 'engine-lost'
      readonly worker: string
      /** Which engine, and what it was last heard of. */
      readonly failure: EngineFailure
    }
