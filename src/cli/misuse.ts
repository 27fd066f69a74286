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
  const [what = '', meant] = error.message.replace(/^error: /, '').split('\n')
  const form = place !== undefined && 'load' in place ? place : undefined
  if (form !== undefined && error.code === 'commander.excessArguments') {
    const given = /but got \d+: (.*)\.$/.exec(what)?.[1] ?? 'more'
    return { message: `${takesWords(form)}, and got ${given}`, hint: usage(form) }
  }
  if (form !== undefined && error.code === 'commander.missingArgument')
    return { message: what, hint: usage(form) }
  const hint = meant?.replace(/^\(|\)$/g, '') ?? shortFormMeant(what) ?? help(place)
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

/** Commander offers no hidden commands, and short forms are hidden from help only. */
function shortFormMeant(what: string): string | undefined {
  const given = /^unknown command '(.*)'$/.exec(what)?.[1]
  const shortForms = commands.filter(({ isHidden }) => isHidden !== true).flatMap(({ aliases }) => aliases)
  const meant = given === undefined ? undefined : closest(given, shortForms)
  return meant === undefined ? undefined : `Did you mean ${meant}?`
}
