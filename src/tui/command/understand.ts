import { closest } from '../../lib/closest.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { Model } from '../model.ts'
import { type CommandRecord, type CommandWords, commandNamed, usageOf } from './command-record.ts'
import { type Word, wordsOf } from './words.ts'

export interface Understood {
  readonly command: CommandRecord
  readonly said: CommandWords
}

/** The command that a line means, with its words; or a sentence on what is wrong with it. */
export const understand = (commands: readonly CommandRecord[], line: string): Result<Understood, string> => {
  const [name, ...words] = wordsOf(line)
  if (name === undefined) return fail('type a command, or a letter to see which there are')
  const command = commandNamed(commands, name.text) ?? onlyOneBegun(commands, name.text)
  if (command === undefined) return fail(unknown(commands, name.text))
  return saidTo(command, words, line)
}

/** What its beginning can mean, where that is one. */
const onlyOneBegun = (commands: readonly CommandRecord[], begun: string): CommandRecord | undefined => {
  const [first, ...others] = allBegun(commands, begun)
  return others.length === 0 ? first : undefined
}

const allBegun = (commands: readonly CommandRecord[], begun: string): readonly CommandRecord[] =>
  commands.filter((command) => namesOf(command).some((name) => name.startsWith(begun)))

const namesOf = ({ name, aliases = [] }: CommandRecord): readonly string[] => [name, ...aliases]

const unknown = (commands: readonly CommandRecord[], name: string): string => {
  const begun = allBegun(commands, name)
  if (begun.length > 1)
    return `several commands begin with "${name}": ${begun.map((command) => command.name).join(', ')}`
  const near = closest(name, commands.flatMap(namesOf))
  const help = near === undefined ? 'an empty line shows which there are' : `did you mean ${near}?`
  return `no command is called "${name}": ${help}`
}

const saidTo = (command: CommandRecord, typed: readonly Word[], line: string): Result<Understood, string> => {
  const { args = [], flags: known = [] } = command
  const words: string[] = []
  const flags: Record<string, string> = {}
  for (let at = 0; at < typed.length; at += 1) {
    const word = typed[at] ?? { text: '', from: 0 }
    const arg = args[words.length]
    if (arg?.isRest === true) {
      words.push(line.slice(word.from).trimEnd())
      break
    }
    if (word.text.startsWith('--')) {
      const [name = '', inline] = word.text.split(/=(.*)/s)
      const flag = known.find((candidate) => candidate.name === name)
      if (flag === undefined) return fail(unknownFlag(command, name))
      if (inline === undefined) at += 1
      const value = inline ?? typed[at]?.text
      if (value === undefined) return fail(`${flag.name} needs its ${flag.value}`)
      flags[flag.name] = value
    } else if (arg === undefined) return fail(`"${word.text}" is too much: ${usageOf(command)}`)
    else words.push(word.text)
  }
  const missing = args.find((arg, at) => arg.isOptional !== true && at >= words.length)
  return missing === undefined
    ? ok({ command, said: { words, flags } })
    : fail(`${missing.name} is missing: ${usageOf(command)}`)
}

/** What is wrong with one of its words, as far as the dashboard knows. */
export const faultInWords = (
  { command: { args = [] }, said }: Understood,
  model: Model,
): string | undefined =>
  said.words.map((word, at) => args[at]?.fault?.(word, model)).find((fault) => fault !== undefined)

const unknownFlag = (command: CommandRecord, name: string): string => {
  const near = closest(
    name,
    (command.flags ?? []).map((flag) => flag.name),
  )
  return near === undefined
    ? `${command.name} has no ${name}`
    : `${command.name} has no ${name}: did you mean ${near}?`
}
