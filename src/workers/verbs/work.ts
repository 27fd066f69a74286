import type { ChangedFile, Commit } from '../../workspace/diff.ts'
import type { MergeResult } from '../../workspace/merge.ts'
import type { Arrival } from '../../workspace/pull.ts'
import type { Named } from '../whom.ts'
import type { WorkerResult } from '../worker-failure.ts'

/** Verbs on what a worker did in its workspace, and how that comes home. */
export interface WorkVerbs {
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
  /** Of what hal commits, what was left as well as a squashed branch; absent: one that says whose work it is. */
  readonly message?: string | undefined
  /** What was left is committed onto the branch, whatever becomes of the pull. */
  readonly onCommitted?: ((worker: string) => void) | undefined
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
  /** What the worker had left uncommitted was committed now. */
  readonly isCommitted: boolean
  /** So it was, now or before, and is among what was merged. */
  readonly isWithUncommitted: boolean
}
