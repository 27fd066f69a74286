/** What an agent says while it works on a prompt, whichever agent it is. All of it is the agent's word alone, and none of it is to be trusted. */
export type AgentEvent =
  /** What to hand over as `resume` to go on with this talk. */
  | { readonly type: 'session'; readonly id: string }
  /** Words of the agent's. `delta`s are pieces of what a `whole` says again, all of it; not every agent tells them. */
  | { readonly type: 'text'; readonly form: 'delta' | 'whole'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'tool_call'; readonly id: string; readonly name: string; readonly input: unknown }
  | {
      readonly type: 'tool_result'
      /** Of its `tool_call`, which came before. */
      readonly id: string
      readonly isError: boolean
      readonly text: string
      /** Of the command that the tool ran, where the agent tells it. */
      readonly exitCode?: number
    }
  | Usage
  | AgentError
  /** A warning of the agent's program, which works on. */
  | { readonly type: 'notice'; readonly message: string }
  /** Somebody stopped it, and it says so. */
  | { readonly type: 'interrupted' }
  /** It says that it is done. */
  | { readonly type: 'complete'; readonly answer: string }
  /** Its output ended before it was done with what it was prompted: what it said of earlier prompts is not its last word. */
  | { readonly type: 'cut' }
  /** A line that nobody here can read: its beginning. `length` is its length in bytes. */
  | { readonly type: 'unknown'; readonly line: string; readonly length: number }

export interface Usage {
  readonly type: 'usage'
  /** `step`: add them up. `run`: all of this run. `session`: with all earlier runs of the talk that it goes on with. */
  readonly of: 'step' | 'run' | 'session'
  readonly inputTokens: number
  readonly outputTokens: number
  /** Of the input, those that the model's maker had kept. */
  readonly cachedTokens: number
  readonly costUsd?: number
}

/**
 * limit: a plan or a rate is used up, and asking later helps. login: it isn't let in. refused: asking the same again is refused again.
 * other: trouble on the way or at the other end.
 */
export type ErrorKind = 'limit' | 'login' | 'refused' | 'other'

export interface AgentError {
  readonly type: 'error'
  readonly kind: ErrorKind
  readonly message: string
  /** As ISO 8601, where the agent tells the very moment. */
  readonly resetsAt?: string
  /** It tries again by itself. Otherwise it gave up. */
  readonly isRetried: boolean
}
