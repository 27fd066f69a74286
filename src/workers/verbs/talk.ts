import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { KeyInput } from '../../lib/carry-keys.ts'
import type { Window } from '../../tmux/windows.ts'
import type { Named, Whom } from '../whom.ts'
import type { WorkerResult } from '../worker-failure.ts'
import type { Answered, Patiently, PromptProof } from './agents.ts'

/** Verbs that reach into a worker: what is typed there, what it prints, its whole terminal. */
export interface TalkVerbs {
  /** Types text or keys into a window without waiting for anything; to an agent a text is a prompt, and there is proof that it took it. */
  send(input: SendInput): WorkerResult<Sent>
  /** Runs a command in a window's shell: exactly what it wrote, and its exit status. */
  run(input: RunInput): WorkerResult<Captured | Answered>
  capture(
    input: CaptureInput,
  ): WorkerResult<{ readonly worker: string; readonly window: string; readonly text: string }>
  windows(name: string): WorkerResult<readonly WorkerWindow[]>
  /** What the worker printed, as its tmux kept it, from an ended worker too. Ends when the worker does or `signal` aborts, if followed. */
  logs(input: LogsInput): WorkerResult<void>
  /** What its programs find in their environment, by name, without secrets. */
  environment(whom: Whom): WorkerResult<readonly EnvironmentVariable[]>
  /** Hands the whole terminal to the worker; answers why it came back. */
  attach(input: AttachInput): WorkerResult<AttachEnd>
}

export interface SendInput extends Named {
  readonly window?: string | undefined
  /** Typed as it is, then Enter unless `isEnterLeftOut`. Exactly one of `text`, `keys` and `bytes`. */
  readonly text?: string | undefined
  readonly isEnterLeftOut?: boolean | undefined
  /** tmux key names: `C-c`, `Up`, `Enter`. */
  readonly keys?: readonly string[] | undefined
  /** As a terminal sends what is pressed: `\x1b[A` is the key up where a program takes it for that. */
  readonly bytes?: Uint8Array | undefined
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

/** What `Patiently` has is for an agent. */
export interface RunInput extends Named, Patiently {
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

export interface EnvironmentVariable {
  readonly name: string
  /** `undefined`: by its looks a secret, which stays where it is. */
  readonly value: string | undefined
}

export interface AttachInput extends Named {
  readonly window?: string | undefined
  readonly isReadOnly?: boolean | undefined
  readonly terminal: Terminal
  readonly signal?: AbortSignal | undefined
}

/** The person's terminal, passed in so that nothing below a face touches `process`; or what stands in for one. */
export interface Terminal {
  readonly input: TerminalInput
  readonly output: TerminalOutput
  /** `$TERM` and `$COLORTERM`. */
  readonly term: string
  readonly colorTerm: string | undefined
}

/** What is typed, as far as `attach` needs it of a `tty.ReadStream`. */
export interface TerminalInput extends KeyInput {
  readonly isTTY: boolean
}

/** What is shown, as far as `attach` needs it of a `tty.WriteStream`. */
export interface TerminalOutput {
  readonly isTTY: boolean
  readonly columns: number
  readonly rows: number
  write(data: string | Uint8Array): unknown
  on(event: 'resize', listener: () => void): unknown
  off(event: 'resize', listener: () => void): unknown
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
