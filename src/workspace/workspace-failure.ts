import type { Commit } from './diff.ts'

/** What can go wrong with what a worker works on. Facts only: `present/` has the sentences. */
export type WorkspaceFailure =
  /** The machine hal runs on has no git. */
  | { readonly reason: 'no-git-here' }
  /** git on this machine refused, in its own words. */
  | { readonly reason: 'git-refused'; readonly what: string; readonly detail: string }
  | { readonly reason: 'not-a-repository'; readonly path: string }
  | { readonly reason: 'repository-unfit'; readonly path: string; readonly why: 'empty' | 'partial' }
  | { readonly reason: 'no-such-base'; readonly base: string; readonly path: string }
  | { readonly reason: 'bad-branch'; readonly branch: string }
  /** Made before with that name, and `--base` asks for another beginning. */
  | { readonly reason: 'branch-exists'; readonly branch: string; readonly base: string }
  /** git can't have both. */
  | { readonly reason: 'branch-blocked'; readonly branch: string; readonly by: string }
  /** A workspace of hal's own is a folder of this machine, and the engine's is another. */
  | { readonly reason: 'engine-elsewhere'; readonly kind: string }
  | { readonly reason: 'workspace-unmade'; readonly path: string; readonly detail: string }
  /** A command of the person's that makes a new workspace ready. The worker is gone again. */
  | {
      readonly reason: 'setup-failed'
      readonly name: string
      readonly exitCode: number
      readonly lastLines: readonly string[]
    }
  /** The worker is gone, and something of its workspace isn't. */
  | {
      readonly reason: 'workspace-left'
      readonly name: string
      readonly path: string
      readonly detail: string
    }
  /** The worker's image has no git. */
  | { readonly reason: 'no-git-in-image'; readonly name: string; readonly image: string }
  /** What was asked for needs a branch of the worker's own. */
  | { readonly reason: 'no-branch'; readonly name: string; readonly kind: string }
  /** The person's repository isn't where it was when the worker was started. */
  | { readonly reason: 'repository-gone'; readonly name: string; readonly path: string }
  /** Something else is checked out in the worker: `head` is a branch, or empty for none. */
  | {
      readonly reason: 'off-branch'
      readonly name: string
      readonly branch: string
      readonly head: string
    }
  | { readonly reason: 'merge-unfinished'; readonly name: string }
  /** What a worker handed out isn't what was asked for, or is damaged. Nothing of it was taken. */
  | { readonly reason: 'bundle-refused'; readonly name: string; readonly detail: string }
  /** The person's branch has commits that the worker's hasn't. */
  | { readonly reason: 'branch-moved-on'; readonly branch: string }
  /** The person has a branch of the name that a server says its worker's has, and it was not pulled from that worker. */
  | {
      readonly reason: 'branch-not-from-there'
      readonly name: string
      readonly branch: string
      readonly server: string
    }
  | { readonly reason: 'branch-checked-out'; readonly branch: string; readonly path: string }
  /** Of a worker of another machine: hal was not run in a repository that has what its branch began at. `path`: of the one it was run in. */
  | {
      readonly reason: 'pull-elsewhere'
      readonly name: string
      readonly branch: string
      readonly base: string
      readonly path: string | undefined
      readonly server: string
    }
  /** hal was not run in the repository that the worker works for. */
  | { readonly reason: 'merge-elsewhere'; readonly name: string; readonly path: string }
  /** Nothing can be merged into the work tree as it is; `files` are in the way. */
  | {
      readonly reason: 'merge-refused'
      readonly path: string
      readonly why: 'dirty' | 'unfinished' | 'detached' | 'bare' | 'in-the-way'
      readonly files: readonly string[]
    }
  /** `head`: the commit that the person stands on. Nothing was merged. */
  | {
      readonly reason: 'merge-conflicts'
      readonly name: string
      readonly branch: string
      readonly into: string
      readonly head: string
      readonly files: readonly string[]
    }
  /** Its branch could not be written down on this machine, in `path`. Nothing of it was taken, and the worker has it still. */
  | {
      readonly reason: 'branch-unkept'
      readonly name: string
      readonly path: string
      readonly detail: string
    }
  /** Asked to remove a worker whose workspace has what is nowhere else. Nothing was removed. */
  | {
      readonly reason: 'unmerged-work'
      readonly name: string
      /** True where `hal pull` can bring it. */
      readonly isPullable: boolean
      readonly files: readonly string[]
      readonly commits: readonly Commit[]
      /** True where there are more than these. */
      readonly isMore: boolean
    }
  /** The same, where its git can't say. */
  | {
      readonly reason: 'work-unknown'
      readonly name: string
      readonly why: string
    }
  | {
      readonly reason: 'teardown-failed'
      readonly name: string
      /** `undefined`: it took too long. */
      readonly exitCode: number | undefined
      readonly lastLines: readonly string[]
    }
  /** What it works on is no git repository. */
  | { readonly reason: 'no-repository-inside'; readonly name: string }
  /** The worker's own git refused, in its own words. */
  | {
      readonly reason: 'git-refused-inside'
      readonly name: string
      /** It was being started, and is gone. */
      readonly isGone?: boolean
      readonly what: string
      readonly detail: string
    }
