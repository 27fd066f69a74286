import type { TalkKind } from '../../agents/talk.ts'
import type { Stats } from '../../engines/engine.ts'
import type { StaleImage } from '../../images/choose/choose.ts'
import type { BuildUpdate } from '../../images/layer-state.ts'
import type { Result } from '../../lib/result.ts'
import type { Unmerged } from '../../workspace/unmerged.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { Whom } from '../whom.ts'
import type { Worker } from '../worker.ts'
import type { WorkerFailure, WorkerResult } from '../worker-failure.ts'
import type { PromptTaken } from './agents.ts'
import type { RunBegin } from './headless.ts'

/** Verbs of a worker's life: how it begins, what there is, how it ends. */
export interface LifeVerbs {
  /** Starts `count` workers side by side (or says of each why not), in the order of their names. */
  start(input: StartInput): Promise<Result<readonly StartOutcome[], WorkerFailure>>
  /** Whether a worker could be given such a workspace, as far as that is known without an engine. */
  checkWorkspace(input: CheckWorkspaceInput): WorkerResult<void>
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
  health(input?: HealthInput): WorkerResult<readonly WorkerHealth[]>
  /** The workers that ended, or never came up: what `prune` is for. */
  prunable(): WorkerResult<readonly Worker[]>
  /** Removes these workers as far as they don't run, with what they left, and tools that no worker uses any more. */
  prune(whom: readonly Whom[]): WorkerResult<readonly VerbOutcome[]>
  fleet(input?: ListInput): WorkerResult<Fleet>
}

export interface StartInput {
  /** `undefined`: hal makes up a friendly one. */
  readonly name?: string | undefined
  readonly count?: number | undefined
  readonly profile?: string | undefined
  readonly image?: string | undefined
  /** `bind`, `clone`, `empty`, the address of a repository, or a folder: absolute, or relative to `cwd`. `undefined`: `cwd` itself, unless that is $HOME or /, which must be named. */
  readonly workspace?: string | undefined
  /** Absolute. `undefined`: the folder that this hal was started in. */
  readonly cwd?: string | undefined
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
  /** The agent works without a terminal, on a prompt that is given by `begin`, or by `beginRun`. It acts without asking: nobody is there to be asked. */
  readonly isHeadless?: boolean | undefined
  /** Where it is `isHeadless`, and a new worker: its run begins with this, as soon as it can. */
  readonly begin?: RunBegin | undefined
  /** Where it is `isHeadless`: it is talked to while it works, and may ask. */
  readonly talk?: TalkKind | undefined
  /** Run in the `agent` window, in place of an agent. */
  readonly command?: readonly string[] | undefined
  readonly onProgress?: ((name: string, stage: StartStage) => void) | undefined
  /** Called where the profile has no image yet, and it is built first. */
  readonly onBuild?: ((update: BuildUpdate) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type CheckWorkspaceInput = Pick<StartInput, 'workspace' | 'cwd' | 'branch'>

export type StartStage = 'tools' | 'agent-tools' | 'pulling' | 'creating' | 'starting' | 'preparing' | 'ready'

export type StartOutcome =
  | {
      readonly ok: true
      readonly name: string
      readonly value: Worker
      readonly tookMs: number
      readonly how: 'started' | 'started-again' | 'ran-already'
      /** The setting that named a new worker's image, where nobody did: its variable, and its key in the config. */
      readonly imageFrom?: { readonly name: string; readonly key: string } | undefined
      /** A new worker's, where its profile is another by now. */
      readonly staleImage?: StaleImage | undefined
      readonly warnings: readonly string[]
      /** What came of its prompt, where one was to be given. Not taken: the worker stays. */
      readonly prompt?: Result<PromptTaken, WorkerFailure>
    }
  | { readonly ok: false; readonly name: string; readonly failure: WorkerFailure }

export interface ListInput {
  /** `key=value` pairs that must all hold: name (a glob), state, phase, activity, profile, image, workspace. */
  readonly filters?: Readonly<Record<string, string>> | undefined
  readonly isAllOwners?: boolean | undefined
}

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

export type VerbOutcome =
  | {
      readonly ok: true
      readonly name: string
      readonly tookMs: number
      /** There was nothing to do: it was so already. */
      readonly wasSo?: boolean
      /** Work that was nowhere else, and is gone with it, as was asked for. */
      readonly lost?: Unmerged
      /** It runs again, and what runs in it has ended at once, so. */
      readonly agentExitCode?: number
      /** What runs again in it shows a task's run, and is none. */
      readonly task?: string
    }
  | { readonly ok: false; readonly name: string; readonly failure: WorkerFailure }

export interface HealthInput extends ListInput {
  /** Only these, each found as `find` does. `undefined` or empty: all. */
  readonly names?: readonly string[] | undefined
}

export interface WorkerHealth {
  readonly worker: Worker
  readonly tmux:
    | { readonly kind: 'answers'; readonly inMs: number }
    | { readonly kind: 'silent'; readonly why: string }
    | { readonly kind: 'not-running' }
  readonly stats: Stats | undefined
}
