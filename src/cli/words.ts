import type { CommandForm } from './command.ts'
import { commands, groups } from './commands.ts'

// What was typed, made ready for commander.

/**
 * Commander would mix what stands behind `--` with the arguments before it. Of a command that takes a text there, it is one: the last
 * argument, which may begin with a dash.
 */
export function splitRest(argv: readonly string[]): {
  readonly words: readonly string[]
  readonly rest: readonly string[] | undefined
} {
  const at = argv.indexOf('--')
  if (at === -1) return { words: argv, rest: undefined }
  const [words, rest] = [argv.slice(0, at), argv.slice(at + 1)]
  const isText = rest.length > 0 && meantBy(words).every((form) => form.takesTextBehindDashes === true)
  return isText ? { words: [...words, '--', rest.join(' ')], rest: undefined } : { words, rest }
}

/** Commander's own `help` knows only the next word, and answers an unknown one with the whole help. */
export function asHelpOption(words: readonly string[]): readonly string[] {
  const at = commandAt(words)
  const isOfGroup = Object.hasOwn(groups, words[at] ?? '') && words[at + 1] === 'help'
  if (words[at] !== 'help' && !isOfGroup) return words
  const asked = words.slice(at).toSpliced(isOfGroup ? 1 : 0, 1)
  const known = [...commands.flatMap(({ name, aliases }) => [name, ...aliases]), ...Object.keys(groups)]
  const [path] = known
    .filter((name) => `${asked.join(' ')} `.startsWith(`${name} `))
    .sort((a, b) => b.length - a.length)
  const isKnown =
    path === undefined ? asked.length === 0 : path === asked.join(' ') || !Object.hasOwn(groups, path)
  return [...words.slice(0, at), ...(isKnown ? [...(path?.split(' ') ?? []), '--help'] : asked)]
}

/** Where the first word is that names a command: behind hal's own options and their values. */
function commandAt(words: readonly string[]): number {
  const at = words.findIndex(
    (word, index) => !word.startsWith('-') && !optionsWithValue.has(words[index - 1] ?? ''),
  )
  return at === -1 ? words.length : at
}

const optionsWithValue: ReadonlySet<string> = new Set(['--engine', '--config', '--url', '--secret-file'])

/** The commands that the words could mean: only those are built. None fits: all, for the help and for what was probably meant. */
export function meantBy(words: readonly string[]): readonly CommandForm[] {
  const named = words
    .slice(commandAt(words))
    .filter((word) => !word.startsWith('-'))
    .join(' ')
  const meant = commands.filter(({ name, aliases }) =>
    [name, ...aliases].some((path) => `${named} `.startsWith(`${path} `)),
  )
  return meant.length > 0 ? meant : commands
}
