import type { LoadedConfig } from '../config/load.ts'
import type { ImageVerbs } from '../images/verbs.ts'
import type { TaskVerbs } from '../tasks/verbs.ts'
import type { Terminal, WorkerVerbs } from '../workers/verbs.ts'

/** A command as data: help, completion and docs/commands.md are generated from it, and only the one that runs is loaded. */
export interface CommandForm {
  /** As typed: `workers start`. */
  readonly name: string
  /** Natural short forms: `start`, `run`. */
  readonly aliases: readonly string[]
  readonly summary: string
  readonly arguments: readonly ArgumentForm[]
  readonly options: readonly OptionForm[]
  readonly examples: readonly string[]
  /** Takes what follows `--` as it is. */
  readonly takesRest?: boolean
  /** Its last argument is a text, which may follow `--` so that it can begin with a dash. */
  readonly takesTextBehindDashes?: boolean
  readonly isHidden?: boolean
  /** It runs until it is asked to end: that is no failure of it. */
  readonly isService?: boolean
  readonly load: () => Promise<{ readonly run: Run }>
}

export interface ArgumentForm {
  readonly name: string
  readonly isOptional: boolean
  readonly isVariadic: boolean
  readonly kind: ValueKind
}

export interface OptionForm {
  /** Commander's notation: `-f, --follow`, `--count <n>`, `--env <k=v...>`. */
  readonly flags: string
  readonly summary: string
  readonly kind?: ValueKind
  /** Turns the typed text into a value; throws commander's InvalidArgumentError with what is expected. */
  readonly parse?: (text: string) => unknown
  readonly isRepeatable?: boolean
}

/** What completion offers for a value. */
export type ValueKind =
  | 'worker'
  | 'profile'
  | 'tools'
  | 'image'
  | 'window'
  | 'shell'
  | 'directory'
  | 'file'
  | 'text'
  | 'number'

/** Answers the exit code. */
export type Run = (context: CliContext, input: CommandInput) => Promise<number>

export interface CommandInput {
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
  /** What followed `--`; `undefined` without one. */
  readonly rest: readonly string[] | undefined
}

/** All that a command may touch. Verbs open the engine when first used. */
export interface CliContext {
  readonly workers: WorkerVerbs
  readonly images: ImageVerbs
  readonly tasks: TaskVerbs
  readonly config: LoadedConfig
  readonly io: Io
  readonly signal: AbortSignal
  /** The person wants hal to end: as ctrl-c, where a command reads keys and has it as one. */
  readonly interrupt: () => void
  readonly version: string
  /** Every command there is, for what is generated from them. */
  readonly commandTree: {
    readonly commands: readonly CommandForm[]
    readonly groups: Readonly<Record<string, string>>
  }
  /** Hands over to the dashboard; answers its exit code. */
  readonly openDashboard: () => Promise<number>
  /** Serves over HTTP until hal is to end; answers its exit code. */
  readonly openServer: (flags: ServeFlags) => Promise<number>
  /** Runs a hal of the same settings that outlives this one and its terminal. */
  readonly leaveBehind: (argv: readonly string[]) => void
  readonly diagnose: () => Promise<readonly Diagnosis[]>
  readonly trustConfig: (path: string | undefined) => Promise<number>
  /** The last worker attached to, for `hal attach -`. */
  readonly lastWorker: { read(): string | undefined; write(name: string): void }
}

export interface Io {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly terminal: Tty
  /** chalk's level for stdout: 0 without colours. */
  readonly colorLevel: 0 | 1 | 2 | 3
  readonly isUnicode: boolean
  /** Columns of stdout when it is a terminal. */
  readonly columns: number | undefined
}

/** What was typed of where to serve. */
export interface ServeFlags {
  readonly host: string | undefined
  readonly port: number | undefined
  readonly secretFile: string | undefined
  readonly readSecretFile: string | undefined
}

/** One line of `hal doctor`. */
export interface Diagnosis {
  readonly what: string
  readonly state: 'ok' | 'warning' | 'failed'
  readonly detail: string
  readonly next: string | undefined
}

/** The person's own terminal. */
export interface Tty extends Terminal {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
}
