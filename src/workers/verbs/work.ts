import type { Writable } from 'node:stream'
import type { BroughtHome, Wanted } from '../../workspace/bring-home.ts'
import type { ChangedFile, Commit } from '../../workspace/diff.ts'
import type { Gathered } from '../../workspace/gather.ts'
import type { MergedHome } from '../../workspace/merge-home.ts'
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
  /** Commits what was left uncommitted onto its branch, and answers the branch's commit: for a repository that is elsewhere. */
  gather(input: GatherInput): WorkerResult<Gathered>
  /** Its branch as a git bundle, which holds what the worker wrote into it: nothing to be trusted. */
  bundle(input: BundleInput): WorkerResult<void>
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

export interface Pulled extends BroughtHome {
  readonly worker: string
}

export interface MergeInput extends PullInput {
  /** All of the branch as one commit. */
  readonly isSquashed?: boolean | undefined
}

export interface Merged extends MergedHome {
  readonly worker: string
}

/** For a repository that is elsewhere. */
export interface GatherInput extends Named, Wanted {
  readonly signal?: AbortSignal | undefined
}

export interface BundleInput extends Named {
  /** Commits that the repository has, by their ids, besides the one that the branch began at. */
  readonly known: readonly string[]
  /** Is ended after all of it. What has come before something failed is none. */
  readonly to: Writable
  readonly signal?: AbortSignal | undefined
}
