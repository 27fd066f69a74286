import type { UnknownAgent } from '../agents/forms.ts'
import type { EngineFailure } from '../engines/engine-failure.ts'
import type { ImageFailure } from '../images/image-failure.ts'
import type { Result } from '../lib/result.ts'
import type { TmuxFailure } from '../tmux/tmux-failure.ts'
import type { WorkspaceFailure } from '../workspace/workspace-failure.ts'

/** Something asked for by name in which the worker that exists is another one. `memory` is in bytes. */
export type Difference =
  | { readonly what: 'memory'; readonly has: number; readonly wants: number }
  | { readonly what: 'environment' }
  | {
      readonly what: 'image or profile' | 'workspace' | 'branch' | 'agent' | 'cpus' | 'pids' | 'command'
      readonly has: string
      readonly wants: string
    }

/** What a verb on workers can come back with instead of its result. Facts only: `present/` has the sentences. */
export type WorkerFailure =
  | EngineFailure
  | ImageFailure
  | TmuxFailure
  | WorkspaceFailure
  | UnknownAgent
  | { readonly reason: 'invalid-name'; readonly name: string }
  | {
      readonly reason: 'invalid-input'
      readonly what: string
      readonly expected: string
      readonly got: string
    }
  /** Asked to start as root, which the person's own config doesn't allow. */
  | { readonly reason: 'root-not-allowed' }
  | {
      readonly reason: 'no-such-worker'
      readonly name: string
      readonly suggestion: string | undefined
      readonly running: readonly string[]
      /** It is the name of the suggested one's branch. */
      readonly isBranch?: boolean
    }
  /** The very worker that was meant has been removed. `isNameTaken`: another one has its name by now. Nothing was done to any. */
  | { readonly reason: 'worker-gone'; readonly name: string; readonly isNameTaken: boolean }
  | { readonly reason: 'ambiguous-worker'; readonly name: string; readonly matches: readonly string[] }
  | { readonly reason: 'no-workers' }
  | {
      readonly reason: 'worker-not-running'
      readonly name: string
      readonly phase: string
      readonly exitCode: number | undefined
      readonly why: string | undefined
    }
  | { readonly reason: 'worker-frozen'; readonly name: string }
  | { readonly reason: 'worker-unreachable'; readonly name: string; readonly detail: string }
  /** `--timeout` passed while another sender had its turn. Nothing was sent. */
  | { readonly reason: 'still-waiting'; readonly timeoutMs: number; readonly window: string }
  | { readonly reason: 'worker-running'; readonly name: string }
  | { readonly reason: 'worker-differs'; readonly name: string; readonly differences: readonly Difference[] }
  /** Asked to act on it; `hal` acts on the workers of its own owner. */
  | { readonly reason: 'not-your-worker'; readonly name: string; readonly owner: string }
  /** Another owner's worker has the name that a new one was to have. */
  | { readonly reason: 'worker-of-another'; readonly name: string; readonly owner: string }
  | {
      readonly reason: 'worker-ended-at-start'
      readonly name: string
      readonly exitCode: number | undefined
      readonly lastLines: readonly string[]
    }
  | { readonly reason: 'no-shell-in-image'; readonly image: string; readonly detail: string }
  | { readonly reason: 'workspace-missing'; readonly path: string; readonly detail: string }
  | {
      readonly reason: 'workspace-refused'
      readonly path: string
      readonly why: 'home' | 'root' | 'engine-state'
    }
  /** There are workers, and none of them runs. */
  | { readonly reason: 'none-runs' }
  /** No worker fits the filter. */
  | { readonly reason: 'none-fits' }
  | { readonly reason: 'not-a-terminal'; readonly what: string }
  /** What can't be undone was asked for where nobody can be asked. Nothing was removed. */
  | {
      readonly reason: 'unconfirmed'
      readonly what: 'prune' | 'remove --all'
      readonly names: readonly string[]
    }
  /** It has no agent, or one whose prompt box hal doesn't know. */
  | { readonly reason: 'no-prompt-box'; readonly name: string; readonly agent: string | undefined }
  /** A worker was to start with a prompt for such an agent, and was not started. */
  | { readonly reason: 'no-prompt-at-start'; readonly agent: string | undefined }
  /** The agent waits for a person, or can't go on. Nothing was typed. */
  | {
      readonly reason: 'prompt-blocked'
      readonly name: string
      readonly agent: string
      readonly activity: 'waiting' | 'limited' | 'login-needed'
      readonly question: string | undefined
    }
  /** Somebody left words in the agent's prompt box. Nothing was typed. */
  | { readonly reason: 'prompt-dirty'; readonly name: string; readonly typed: string }
  /** `no-box`: the agent shows no prompt box, and nothing was typed. `not-taken`: there is no proof that it took what was. */
  | { readonly reason: 'prompt-stalled'; readonly name: string; readonly why: 'no-box' | 'not-taken' }
  /** Its answer was asked for, and the agent doesn't say what it does: nobody would know when it is there. Nothing was typed. */
  | { readonly reason: 'no-marks'; readonly name: string; readonly agent: string }
  /** `--timeout` passed before it answered; it works on. */
  | { readonly reason: 'answer-late'; readonly name: string; readonly timeoutMs: number }
  /** It works for longer than its person's config lets it, or has shown nothing new for longer. It works on. */
  | {
      readonly reason: 'agent-overdue'
      readonly name: string
      readonly how: 'silent' | 'working'
      readonly forMs: number
      /** What its screen says besides. */
      readonly text: string | undefined
    }
  /** Its program ended. */
  | { readonly reason: 'agent-ended'; readonly name: string; readonly exitCode: number | undefined }
  /** A secret that the worker is to get can't be read from where the person's config says it is. */
  | {
      readonly reason: 'secret-unread'
      readonly name: string
      /** `$GITHUB_TOKEN`, a path, the words of a command. */
      readonly from: string
      readonly detail: string
    }
  /** hal doesn't know how it works without a terminal. */
  | { readonly reason: 'no-headless'; readonly agent: string }
  /** hal doesn't know how it is told of other models than its maker's. */
  | { readonly reason: 'no-own-models'; readonly agent: string }
  /** hal doesn't know how it is told more than one prompt. */
  | { readonly reason: 'no-talk'; readonly agent: string }
  /** A task was to work in it, and it has not this agent's tools: it was started with `has`, or with none. `agent`: which, where that was said. */
  | {
      readonly reason: 'no-agent-tools'
      readonly name: string
      readonly agent: string | undefined
      readonly has: string | undefined
    }
  /** What its agent is told could not be put into the worker. */
  | { readonly reason: 'prompt-undelivered'; readonly name: string; readonly detail: string }
  /** hal doesn't know how one logs in to it. */
  | { readonly reason: 'no-login'; readonly agent: string }
  /** Its program ended without one, with `exitCode`, or was lost; `said`: the last line on its screen. */
  | {
      readonly reason: 'login-failed'
      readonly agent: string
      readonly exitCode: number | undefined
      readonly said: string | undefined
    }
  /** hal keeps none of it, or none that it could renew. */
  | { readonly reason: 'no-kept-login'; readonly agent: string }
  /** Its maker takes the kept login no more; `why` in the maker's word, where it said one just now. */
  | { readonly reason: 'login-needed'; readonly agent: string; readonly why: string | undefined }
  /** Its maker was not reached, or answered something else. What hal keeps is as it was. */
  | { readonly reason: 'login-unrenewed'; readonly agent: string; readonly detail: string }
  /** hal's store of logins can't be written. What it keeps is as it was. */
  | {
      readonly reason: 'login-unkept'
      readonly agent: string
      readonly path: string
      readonly detail: string
    }
  /** The worker runs, and what it needs could not be put into it. */
  | { readonly reason: 'secrets-undelivered'; readonly name: string; readonly detail: string }
  /** The engine can't run its programs. */
  | {
      readonly reason: 'image-of-another-architecture'
      readonly image: string
      /** The engine's own. */
      readonly architecture: string
    }

export type WorkerResult<T> = Promise<Result<T, WorkerFailure>>
