import type { ArgumentForm, CommandForm } from './command.ts'

/** `hal workers start [options] [name] [-- command...]` */
export const usageOf = (form: CommandForm): string =>
  ['hal', form.name, ...(form.options.length === 0 ? [] : ['[options]']), ...wordsOf(form)].join(' ')

/** The part behind the options: `[name] [-- command...]`. */
export const wordsOf = ({ arguments: words, takesRest }: CommandForm): readonly string[] => [
  ...words.map(argumentWord),
  ...(takesRest === true ? ['[-- command...]'] : []),
]

/** `<name>`, `[name]`, `[names...]` */
export const argumentWord = ({ name, isOptional, isVariadic }: ArgumentForm): string => {
  const word = isVariadic ? `${name}...` : name
  return isOptional ? `[${word}]` : `<${word}>`
}

/** `hal send` takes a name and a text; `hal workers list` takes no arguments. */
export function takesWords({ name, arguments: words }: CommandForm): string {
  const [first, second] = words.map((word) => word.name)
  if (first === undefined) return `\`hal ${name}\` takes no arguments`
  return `\`hal ${name}\` takes ${second === undefined ? `one ${first}` : `a ${first} and a ${second}`}`
}
