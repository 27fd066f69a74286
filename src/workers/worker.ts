import type { Labels, Limits } from '../engines/engine.ts'

/** One container with one tmux server, started by hal. Read from the engine's labels; nothing on hal's disk says what runs. */
export interface Worker {
  readonly name: string
  readonly containerId: string
  readonly containerName: string
  /** Whose worker it is: `--all-owners` shows the others'. */
  readonly owner: string
  readonly phase: Phase
  readonly activity: Activity
  /** Since when, and in a word who says so. `undefined` where nobody said anything: then it is what the phase says. */
  readonly activitySince: Date | undefined
  readonly activityBy: string | undefined
  /** What it waits for a person to say, or to do. From inside the worker: not printable as it is. */
  readonly question: string | undefined
  /** While it works: since when its screen has shown nothing new, as a hal saw it, and how much of that is nothing to speak of. */
  readonly silence?: { readonly since: Date; readonly isToldAfterMs: number } | undefined
  /** `undefined` for a worker that runs an image of the person's own. */
  readonly profile: string | undefined
  readonly image: string
  readonly imageId: string
  /** The agent in its `agent` window, `custom` for a command of the person's, `undefined` for a plain shell. */
  readonly agent: string | undefined
  /** What runs in its `agent` window; empty for a plain shell. */
  readonly command: readonly string[]
  /** How the program in its `agent` window ended; `undefined` while it runs, and where nobody has looked. */
  readonly agentExitCode: number | undefined
  /** The task that it was started for, which says how its agent's run ended. */
  readonly task?: string | undefined
  readonly workspace: WorkspaceMount
  readonly limits: Limits
  readonly createdAt: Date
  readonly startedAt: Date | undefined
  readonly halVersion: string
  readonly toolsFingerprint: string
  /** All labels of its container: hal's own, its image's, and whoever else's. Not printable as they are. */
  readonly labels: Labels
}

/** `path`: what a person knows it by; of a clone, their repository. `folder`: where hal keeps it. */
export type WorkspaceMount =
  | { readonly kind: 'bind'; readonly path: string }
  | {
      readonly kind: 'clone'
      readonly path: string
      readonly folder: string
      readonly branch: string
      readonly base: string
    }
  | {
      readonly kind: 'url'
      readonly path: string
      readonly folder: string
      readonly branch: string | undefined
    }
  | { readonly kind: 'empty'; readonly path?: undefined; readonly folder?: string }

/**
 * A worker's life. `removed` is the end of every road; a worker in `exited` or `failed` starts again with its files.
 *
 *   creating → starting → ready ⇄ frozen
 *                 │        │ ↕
 *                 │        │ unreachable      (the container runs, its tmux doesn't answer)
 *                 ▼        ▼
 *               failed   stopping → exited    (failed: could not start, or ended by itself with a status that isn't 0)
 */
export type Phase =
  | { readonly kind: 'creating' | 'starting' | 'stopping' | 'removed'; readonly since: Date }
  | { readonly kind: 'ready'; readonly since: Date }
  | {
      readonly kind: 'frozen'
      /** `undefined`: nobody saw it happen. */
      readonly since: Date | undefined
    }
  | { readonly kind: 'unreachable'; readonly since: Date; readonly why: string }
  | {
      readonly kind: 'exited'
      readonly since: Date
      readonly exitCode: number
      /** `undefined`: it was stopped, or ended by itself. */
      readonly why: string | undefined
    }
  | {
      readonly kind: 'failed'
      readonly since: Date
      readonly exitCode: number | undefined
      readonly isOom: boolean
      readonly why: string
    }

/** What goes on in the worker. `done`: idle after work, and nobody has looked since. `unknown`: nobody has said. */
export type Activity =
  | 'shell'
  | 'working'
  | 'waiting'
  | 'idle'
  | 'done'
  | 'limited'
  | 'login-needed'
  | 'unknown'
