import type { KeyContext } from '../keys/key-record.ts'
import type { Model } from '../model.ts'

/** One command of the `:` line: completion, its line in the help and what happens all come from here. */
export interface CommandRecord {
  readonly name: string
  readonly aliases?: readonly string[]
  /** What stands behind the name, in this order. */
  readonly args?: readonly Argument[]
  readonly flags?: readonly Flag[]
  /** One line for the help. */
  readonly help: string
  /** Does it, or answers why it can't be done: then the line stays for the person to mend. */
  readonly run: (context: KeyContext, said: CommandWords) => string | undefined
}

export interface Argument {
  /** As the help writes it: `WORKER`. */
  readonly name: string
  readonly isOptional?: boolean
  /** All that follows, blanks and quotes as they are typed. */
  readonly isRest?: boolean
  readonly values?: (model: Model) => readonly Candidate[]
  /** What is wrong with a word that stands there: said while it is typed, and in place of running the line. */
  readonly fault?: (word: string, model: Model) => string | undefined
}

export interface Flag extends Pick<Argument, 'values'> {
  /** `--count` */
  readonly name: string
  /** What stands behind it: `N`. */
  readonly value: string
  readonly help: string
}

/** What a word of the line could become. */
export interface Candidate {
  readonly text: string
  readonly help?: string
}

/** What was typed behind the command's name. */
export interface CommandWords {
  readonly words: readonly string[]
  readonly flags: Readonly<Record<string, string>>
}

/** `start [PROFILE] [--count N]` */
export const usageOf = ({ name, args = [], flags = [] }: CommandRecord): string =>
  [
    name,
    ...args.map((arg) => {
      const shown = `${arg.name}${arg.isRest === true ? '…' : ''}`
      return arg.isOptional === true ? `[${shown}]` : shown
    }),
    ...flags.map((flag) => `[${flag.name} ${flag.value}]`),
  ].join(' ')

export const commandNamed = (commands: readonly CommandRecord[], name: string): CommandRecord | undefined =>
  commands.find((command) => command.name === name || command.aliases?.includes(name) === true)
