import type { CommanderError } from 'commander'
import { closest } from '../lib/closest.ts'
import type { CommandForm } from './command.ts'
import { commands } from './commands.ts'
import { takesWords, usageOf } from './usage.ts'

/** Where in the tree of words a mistake was made: at a command, behind a group, or (`undefined`) behind `hal` itself. */
export type Place = CommandForm | { readonly name: string } | undefined

interface Misuse {
  readonly message: string
  readonly hint: string
}

/** What is wrong with the words, and what would be right: what was probably meant, the command's usage, or where its help is. */
export function misuse(error: CommanderError, place: Place): Misuse {
  const what = error.message.replace(/^error: /, '')
  const form = place !== undefined && 'load' in place ? place : undefined
  if (form !== undefined && error.code === 'commander.excessArguments') {
    const given = /but got \d+: (.*)\.$/.exec(what)?.[1] ?? 'more'
    return { message: `${takesWords(form)}, and got ${given}`, hint: usage(form) }
  }
  if (form !== undefined && error.code === 'commander.missingArgument')
    return { message: what, hint: usage(form) }
  const hint = optionMeant(what, form) ?? commandMeant(what, place) ?? help(place)
  const isOfText = error.code === 'commander.unknownOption' && form?.takesTextBehindDashes === true
  return { message: what, hint: isOfText ? `${hint}\n${dashedText(form)}` : hint }
}

const dashedText = ({ name, arguments: words }: CommandForm): string =>
  `A text that begins with a dash goes behind --: \`hal ${name}${words.length > 1 ? ' NAME' : ''} -- TEXT\`.`

export const nothingBehindDashes = (place: Place): Misuse => ({
  message: `\`hal${place === undefined ? '' : ` ${place.name}`}\` takes nothing after --`,
  hint: help(place),
})

const usage = (form: CommandForm): string => `Usage: ${usageOf(form)}\n${help(form)}`

const help = (place: Place): string =>
  `\`hal ${place === undefined ? '' : `${place.name} `}--help\` says what it takes.`

/** Not commander's own suggestions: they reach further than `closest` does, and leave short forms out. */
function commandMeant(what: string, place: Place): string | undefined {
  const given = /^unknown command '(.*)'$/.exec(what)?.[1]
  const before = place === undefined ? '' : `${place.name} `
  const paths = commands
    .filter(({ isHidden }) => isHidden !== true)
    .flatMap(({ name, aliases }) => [name, ...aliases])
  const next = [...paths, 'help', `${before}help`]
    .filter((path) => path.startsWith(before))
    .map((path) => path.slice(before.length).split(' ')[0] ?? '')
  const meant = given === undefined ? undefined : closest(given, next)
  return meant === undefined ? undefined : `Did you mean ${meant}?`
}

function optionMeant(what: string, form: CommandForm | undefined): string | undefined {
  const given = /^unknown option '--([^=]*).*'$/.exec(what)?.[1]
  const own = (form?.options ?? []).map(({ flags }) => /--([a-z-]+)/.exec(flags)?.[1] ?? '')
  const meant = given === undefined ? undefined : closest(given, [...own, ...everywhere])
  return meant === undefined ? undefined : `Did you mean --${meant}?`
}

const everywhere = ['engine', 'config', 'no-color', 'help', 'version'] as const
