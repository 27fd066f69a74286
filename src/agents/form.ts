import type { AnswerPlace } from './answer.ts'
import type { HookRule } from './hook-rules.ts'
import type { LoginForm } from './login.ts'
import type { PromptBox } from './prompt-box.ts'
import type { StreamReader } from './stream/stream-reader.ts'
import type { Talk, TalkWish } from './talk.ts'

/** An agent's CLI: how hal launches it in a terminal, hears from it, and what it needs to be let in. One folder an agent. */
export interface AgentForm {
  /** As people type it after `--agent`. */
  readonly name: string
  /** As its maker calls it. */
  readonly title: string
  /** Whose layer of tools it needs (`hal tools list`); `undefined`: it is in the image. */
  readonly tools: string | undefined
  /** What lets it in, by the variables that it reads. The first is the one that `agents.NAME.apiKey` is for. */
  readonly secrets: readonly string[]
  /** Which of them lets it in at its maker, where the first is for models elsewhere alone. Absent: the first does for both. */
  readonly makersKey?: string
  /** Which of its hooks says what. Empty: it has none that hal could use. */
  readonly hooks: readonly HookRule[]
  /** `unknown`: it has one, of which hal knows no more than that words and Enter go into it. `undefined`: it has none. */
  readonly box: PromptBox | 'unknown' | undefined
  /** `undefined`: only the screen has it. */
  readonly answer: AnswerPlace | undefined
  /** What ends its program in a terminal: SIGINT, which lets it stop its tools and write down what was said, or its container alone, which SIGINT would only hold up. */
  readonly endsBy: 'interrupt' | 'container'
  readonly launch: (wish: LaunchWish) => Launch
  /** Its models are its maker's alone, as far as hal knows: a `baseUrl` is nothing that it could be told. */
  readonly hasMakersModelsAlone?: boolean
  /** Absent: it needs a terminal, as far as hal knows. */
  readonly headless?: Headless
  /** `undefined`: hal knows none. */
  readonly login: LoginForm | undefined
}

export interface LaunchWish {
  /** It acts without asking: the container is its sandbox. */
  readonly isUnattended: boolean
  /** Where its models are, in place of its maker's. */
  readonly baseUrl: string | undefined
  readonly model: string | undefined
  /** Those of its secrets that the worker gets, each a file of that name in `secretsFolder`. */
  readonly secrets: ReadonlySet<string>
  readonly isRoot: boolean
  /** It gets the files of a login that hal keeps. */
  readonly hasLogin: boolean
  /** What the person gives to the worker. */
  readonly env: Readonly<Record<string, string>>
}

/** How an agent is started in a pane. */
export interface Launch {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Which secrets are variables of its process, besides being files. */
  readonly secretVariables: readonly string[]
  /** Files in its HOME without which it would ask for more than work; left alone where they are there already. */
  readonly seeds: Readonly<Record<string, string>>
  /** Read-only in the worker, in `filesFolder`. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * How an agent works without a terminal, and how what it prints meanwhile is read.
 *
 * By `launch` it works on one prompt, and acts without asking: nobody is there to be asked, and the container is its sandbox. What its CLI would still ask is
 * answered no by itself.
 */
export interface Headless {
  readonly launch: (wish: HeadlessWish) => HeadlessLaunch
  /** One for each run. */
  readonly reader: () => StreamReader
  /** Its tools that are there to change files, by the names that its stream has for them. */
  readonly edits: ReadonlySet<string>
  /** How it is talked to while it works. Absent: its prompt is all that it can be told, as far as hal knows. */
  readonly talk?: TalkForm
}

export interface HeadlessWish extends Omit<LaunchWish, 'isUnattended'> {
  /** The session to go on with, as an earlier run's event `session` named it. `undefined`: a new one. */
  readonly resume: string | undefined
}

/** Its seeds are the terminal's: a HOME serves for both, whichever comes first. */
export interface HeadlessLaunch extends Launch {
  /** The prompt is all of its stdin, which then ends. Never a word of its command line: one word is 128 KiB at most, and everybody sees it. */
  readonly prompt: 'stdin'
}

/** How an agent is talked to. Its seeds are the terminal's. */
export interface TalkForm {
  /** Its stdin stays open, and all prompts come by it. */
  readonly launch: (wish: LaunchWish & Pick<TalkWish, 'resume'>) => Launch
  /** One for each run. */
  readonly begin: (wish: TalkWish) => Talk
}

/** Where things stand in a worker with an agent. */
export const filesFolder = '/etc/hal/agent'
export const secretsFolder = '/run/secrets'
export const workspaceFolder = '/workspace'

/** The name of the file in `filesFolder` with what hooks say. */
export const hookRulesFile = 'hooks'

/** What an agent's configuration runs at one of its hooks. It gets the hook's JSON on stdin, prints nothing and always ends with 0. */
export const hookCommand = (agent: string, event: string): string =>
  `/tools/bin/hal-hook --by ${agent} ${filesFolder}/${hookRulesFile} ${event}`
