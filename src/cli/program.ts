import { Argument, Command, CommanderError, Option } from 'commander'
import type { CommandForm, CommandInput } from './command.ts'
import { groups } from './commands.ts'
import { misuse, nothingBehindDashes, type Place } from './misuse.ts'
import { argumentWord, wordsOf } from './usage.ts'
import { asHelpOption, meantBy, splitRest } from './words.ts'

/** What the words typed turn out to mean. */
export type Parsed =
  | {
      readonly kind: 'run'
      readonly form: CommandForm
      readonly input: CommandInput
      readonly globals: GlobalOptions
    }
  /** Asked for: goes to stdout, exit 0. */
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'usage'; readonly message: string; readonly hint: string }

export interface GlobalOptions {
  readonly engine: string | undefined
  readonly config: string | undefined
  readonly isIsolationOff: boolean
  readonly url: string | undefined
  readonly secretFile: string | undefined
  readonly isColorOff: boolean
}

/** Reads the words after `hal`. Nothing is run, loaded or printed here. */
export function parseArgv(argv: readonly string[], version: string): Parsed {
  const { words: given, rest } = splitRest(argv)
  const words = asHelpOption(given)
  const output: string[] = []
  const errors: string[] = []
  let parsed: Parsed | undefined
  let wrongAt: Place | undefined
  const root = new Command('hal')
    .description('Runs a fleet of AI coding agents, each in its own container with its own tmux.')
    .version(version, '-V, --version', 'print the version')
    .addOption(
      new Option('--engine <address>', 'the container engine: a URL, a docker context, podman or process'),
    )
    .addOption(new Option('--url <address>', 'work on the fleet of a `hal serve` there'))
    .addOption(new Option('--secret-file <file>', 'the secret that it wants is in this file'))
    .addOption(new Option('--config <file>', 'read this config file in place of the project’s'))
    .addOption(
      new Option('--unsafe-no-isolation', 'let the process engine run workers where hal is in no container'),
    )
    .addOption(new Option('--no-color', 'no colours'))
  const onRun = (form: CommandForm, input: CommandInput) => {
    parsed = { kind: 'run', form, input: { ...input, rest }, globals: globalOptions(root) }
  }
  const places = build(root, meantBy(words), onRun)
  quiet(root, {
    writeOut: (text) => output.push(text),
    writeErr: (text) => errors.push(text),
    onExit: (command) => {
      wrongAt = places.get(command)
    },
  })
  try {
    root.parse(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { kind: 'help', text: output.join('') }
    // A group without a verb, as in `hal workers`.
    if (error.code === 'commander.help')
      return rest === undefined
        ? { kind: 'help', text: errors.join('') }
        : { kind: 'usage', ...nothingBehindDashes(wrongAt) }
    return { kind: 'usage', ...misuse(error, wrongAt) }
  }
  if (parsed?.kind === 'run' && parsed.form.takesRest === true) return parsed
  if (rest !== undefined)
    return { kind: 'usage', ...nothingBehindDashes(parsed?.kind === 'run' ? parsed.form : undefined) }
  return parsed ?? { kind: 'help', text: root.helpInformation() }
}

function build(
  root: Command,
  forms: readonly CommandForm[],
  onRun: (form: CommandForm, input: CommandInput) => void,
): ReadonlyMap<Command, Place> {
  const places = new Map<Command, Place>()
  const parents = new Map<string, Command>()
  for (const [name, summary] of Object.entries(groups)) {
    const parent = root.command(name).summary(summary).description(summary)
    parents.set(name, parent)
    places.set(parent, { name })
  }
  root.addHelpText('after', `\nShort forms:\n${shortForms(forms)}`)
  // Last, where the eye is after a screen that was longer than the terminal.
  root.addHelpText('after', firstSteps)
  for (const form of forms) {
    for (const path of [form.name, ...form.aliases]) {
      const isHidden = form.isHidden === true || path !== form.name
      places.set(addCommand(path, { form, root, parents, isHidden, onRun }), form)
    }
  }
  return places
}

const firstSteps = `
First steps:
  hal doctor             what this machine still needs
  hal start ada          start a worker
  hal dashboard          all workers on one screen
  hal attach ada         a worker's terminal; ctrl-b d comes back`

/** `  hal start               hal workers start`, for all that have one. */
const shortForms = (forms: readonly CommandForm[]): string =>
  forms
    .filter(({ name, isHidden }) => isHidden !== true && name.includes(' '))
    .map(({ name, aliases }) => ({ name, words: aliases.filter((alias) => !alias.includes(' ')) }))
    .filter(({ words }) => words.length > 0)
    .map(({ name, words }) => `  ${`hal ${words.join(', ')}`.padEnd(22)} hal ${name}`)
    .join('\n')

interface Addition {
  readonly form: CommandForm
  readonly root: Command
  readonly parents: ReadonlyMap<string, Command>
  readonly isHidden: boolean
  readonly onRun: (form: CommandForm, input: CommandInput) => void
}

function addCommand(path: string, { form, root, parents, isHidden, onRun }: Addition): Command {
  const [first = '', second] = path.split(' ')
  const parent = second === undefined ? root : (parents.get(first) ?? root)
  const command = parent
    .command(second ?? first, { hidden: isHidden })
    .summary(form.summary)
    .description(form.summary)
  for (const argument of form.arguments) command.addArgument(new Argument(argumentWord(argument)))
  command.usage(['[options]', ...wordsOf(form)].join(' '))
  for (const { flags, summary, parse, isRepeatable } of form.options) {
    const option = new Option(flags, summary)
    if (parse !== undefined) option.argParser(isRepeatable === true ? collect(parse) : parse)
    else if (isRepeatable === true) option.argParser(collect((text) => text))
    command.addOption(option)
  }
  if (form.examples.length > 0)
    command.addHelpText('after', `\nExamples:\n${form.examples.map((line) => `  $ ${line}`).join('\n')}`)
  return command.action(() =>
    onRun(form, {
      args: command.processedArgs.flat().filter((word) => word !== undefined),
      options: command.opts(),
      rest: undefined,
    }),
  )
}

const collect =
  (parse: (text: string) => unknown) =>
  (text: string, previous: unknown): unknown[] => [...(Array.isArray(previous) ? previous : []), parse(text)]

interface Listener {
  readonly writeOut: (text: string) => void
  readonly writeErr: (text: string) => void
  /** Told which command gave up, before its error is thrown. */
  readonly onExit: (command: Command) => void
}

function quiet(command: Command, listener: Listener): void {
  command
    .exitOverride((error) => {
      listener.onExit(command)
      throw error
    })
    .configureOutput(listener)
    .showHelpAfterError(false)
    .showSuggestionAfterError(false)
  for (const child of command.commands) quiet(child, listener)
}

function globalOptions(root: Command): GlobalOptions {
  const { engine, config, url, secretFile, color, unsafeNoIsolation } = root.opts<{
    engine?: string
    config?: string
    url?: string
    secretFile?: string
    color: boolean
    unsafeNoIsolation?: boolean
  }>()
  return {
    ...{ engine, config, url, secretFile },
    ...{ isIsolationOff: unsafeNoIsolation === true, isColorOff: !color },
  }
}
