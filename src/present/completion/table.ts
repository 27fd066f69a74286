/** What completion knows of the commands. Names and flags are notated as in the command forms: `workers start`, `-f, --follow`, `--count <n>`. */
export interface CompletionTree {
  readonly commands: readonly CompletionCommand[]
  /** Words that stand before another word, with what they are about. */
  readonly groups: Readonly<Record<string, string>>
}

interface CompletionCommand {
  readonly name: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly arguments: readonly { readonly kind: string; readonly isVariadic: boolean }[]
  readonly options: readonly CompletionOption[]
}

interface CompletionOption {
  readonly flags: string
  readonly summary: string
  readonly kind?: string
}

/** What can follow a path of words: all that a script needs, one line each. Scripts read it the same way in every shell. */
export type CompletionTable = ReadonlyMap<string, readonly Row[]>

/**
 * `word`: a next word; `alias`: one that is offered only once it was begun; `option`: with the kind of its value, `-` for none;
 * `argument`: what stands at this place; `rest`: the same, and at every place after it.
 */
export interface Row {
  readonly tag: 'word' | 'alias' | 'option' | 'argument' | 'rest'
  readonly name: string
  readonly kind: string
  readonly about: string
}

/** Good at any place; commander adds them to every command. */
const globals: readonly CompletionOption[] = [
  { flags: '-h, --help', summary: 'what it does and how to call it' },
  { flags: '-V, --version', summary: 'print the version' },
  { flags: '--engine <address>', summary: 'the container engine: a URL, a docker context, or podman' },
  { flags: '--url <address>', summary: 'work on the fleet of a `hal serve` there' },
  { flags: '--secret-file <file>', summary: 'the secret that it wants is in this file', kind: 'file' },
  { flags: '--config <file>', summary: 'read this config file in place of the project’s', kind: 'file' },
  { flags: '--no-color', summary: 'no colours' },
]

export const completionTable = ({ commands, groups }: CompletionTree): CompletionTable => {
  const rows = new Map<string, Row[]>([['', globals.flatMap(optionRows)]])
  const add = (path: string, ...more: readonly Row[]) => rows.set(path, [...(rows.get(path) ?? []), ...more])
  for (const [group, about] of Object.entries(groups)) add('', { tag: 'word', name: group, kind: '-', about })
  for (const command of commands) {
    for (const path of [command.name, ...command.aliases]) {
      const [before, name] = splitPath(path)
      const tag = path === command.name ? 'word' : 'alias'
      add(before, { tag, name, kind: '-', about: command.summary })
      add(path, ...command.options.flatMap(optionRows), ...command.arguments.map(argumentRow))
    }
  }
  return rows
}

/** `workers start` → `workers`, `start`. */
const splitPath = (path: string): readonly [string, string] => {
  const at = path.lastIndexOf(' ')
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)]
}

/** One row for each spelling: `-f` and `--follow`. */
const optionRows = ({ flags, summary, kind }: CompletionOption): readonly Row[] => {
  const value = /[<[]/.test(flags) ? (kind ?? 'text') : '-'
  return [...flags.matchAll(/(?<![^ ,])--?[\w-]+/g)].map(([name]) => ({
    tag: 'option',
    name,
    kind: value,
    about: summary,
  }))
}

const argumentRow = ({ kind, isVariadic }: CompletionCommand['arguments'][number]): Row => ({
  tag: isVariadic ? 'rest' : 'argument',
  name: '-',
  kind,
  about: '-',
})

/** The table as a shell's `case`: `row` makes a line of it and `quote` a literal of that shell. */
export const tableCases = (
  table: CompletionTable,
  {
    open,
    close,
    quote,
  }: {
    readonly open: (path: string) => string
    readonly close: string
    readonly quote: (text: string) => string
  },
): string =>
  [...table]
    .map(([path, rows]) => {
      const lines = rows.map(
        ({ tag, name, kind, about }) => `    ${quote([tag, name, kind, about].join('\t'))}`,
      )
      return rows.length === 0 ? undefined : `${open(quote(path))}\n${lines.join(' \\\n')}${close}`
    })
    .filter((entry) => entry !== undefined)
    .join('\n')
