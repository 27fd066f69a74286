import type { Model } from '../model.ts'
import {
  type Argument,
  type Candidate,
  type CommandRecord,
  commandNamed,
  type Flag,
  usageOf,
} from './command-record.ts'
import { type Word, wordsOf } from './words.ts'

/** What the last word of a line could become, the most likely first; the line is kept up to `from`. */
export interface Completion {
  readonly from: number
  readonly candidates: readonly Candidate[]
}

export const completionOf = (commands: readonly CommandRecord[], line: string, model: Model): Completion => {
  const words = wordsOf(line)
  const last = words.at(-1)
  const isBegun = last !== undefined && !/\s$/.test(line)
  const [name, ...before] = isBegun ? words.slice(0, -1) : words
  const typed = isBegun ? last.text : ''
  const from = isBegun ? last.from : line.length
  if (name === undefined) return { from, candidates: matching(commands.map(named), typed) }
  const command = commandNamed(commands, name.text)
  return {
    from,
    candidates: command === undefined ? [] : matching(values(command, before, typed, model), typed),
  }
}

const named = (command: CommandRecord): Candidate & { readonly aliases: readonly string[] } => ({
  text: command.name,
  help: [command.help, usageOf(command).slice(command.name.length + 1)].filter(Boolean).join('   '),
  aliases: command.aliases ?? [],
})

const values = (
  command: CommandRecord,
  before: readonly Word[],
  typed: string,
  model: Model,
): readonly Candidate[] => {
  const flags = command.flags ?? []
  const flagNamed = (word: string | undefined): Flag | undefined => flags.find(({ name }) => name === word)
  const open = flagNamed(before.at(-1)?.text)
  if (open !== undefined) return open.values?.(model) ?? []
  const free = before.filter(
    ({ text }, at) => flagNamed(text) === undefined && flagNamed(before[at - 1]?.text) === undefined,
  )
  const arg: Argument | undefined = command.args?.[free.length]
  const unused = flags.filter(({ name }) => before.every(({ text }) => text !== name))
  const options = unused.map(({ name, value, help }) => ({ text: name, help: `${value}   ${help}` }))
  const given = arg?.values?.(model) ?? []
  // Flags come up once there is nothing else to say, or a dash asks for them.
  return typed.startsWith('-') || given.length === 0 ? options : given
}

/** Those that begin with what is typed, then those that have it in them. */
const matching = (
  candidates: readonly (Candidate & { readonly aliases?: readonly string[] })[],
  typed: string,
): readonly Candidate[] => {
  const wanted = typed.toLowerCase()
  const rank = ({ text, aliases = [] }: (typeof candidates)[number]): number => {
    if (text.toLowerCase().startsWith(wanted)) return 0
    if (aliases.some((alias) => alias.startsWith(wanted))) return 1
    return text.toLowerCase().includes(wanted) ? 2 : 3
  }
  const ranked = candidates.map((candidate) => ({ candidate, rank: rank(candidate) }))
  return ranked
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate)
}

/**
 * What would follow the cursor if the person meant the likeliest candidate, or else the latest line that began like this; shown dim, and
 * taken with a key. Empty when there is nothing to guess.
 */
export const ghostOf = (
  line: string,
  { from, candidates }: Completion,
  history: readonly string[],
): string => {
  if (line.trim() === '') return ''
  const typed = line.slice(from)
  const [best] = candidates
  if (best !== undefined && typed !== '' && best.text.toLowerCase().startsWith(typed.toLowerCase()))
    return best.text.slice(typed.length)
  return history.findLast((past) => past.startsWith(line))?.slice(line.length) ?? ''
}
