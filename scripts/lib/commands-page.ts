import type { CommandForm } from '../../src/cli/command.ts'
import { commands, groups } from '../../src/cli/commands.ts'
import { usageOf } from '../../src/cli/usage.ts'
import { code, table } from './markdown.ts'

const shown = commands.filter(({ isHidden }) => isHidden !== true)

const anchor = (name: string): string => `#hal-${name.replaceAll(' ', '-')}`

const section = (form: CommandForm): string =>
  [
    `## hal ${form.name}`,
    `${capitalized(form.summary)}.`,
    fenced([usageOf(form)]),
    ...(form.aliases.length === 0
      ? []
      : [`Short: ${form.aliases.map((alias) => code(`hal ${alias}`)).join(', ')}.`]),
    ...(form.options.length === 0
      ? []
      : [
          table(
            ['option', ''],
            form.options.map(({ flags, summary, isRepeatable }) => [
              code(flags),
              isRepeatable === true && !summary.includes('again') ? `${summary}; again for more` : summary,
            ]),
          ),
        ]),
    ...(form.examples.length === 0 ? [] : ['For example:', fenced(form.examples)]),
  ].join('\n\n')

const fenced = (lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n')

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const overview = table(
  ['command', ''],
  shown.map((form) => [`[${code(`hal ${form.name}`)}](${anchor(form.name)})`, form.summary]),
)

/** docs/commands.md, whole. */
export const commandsPage = `${[
  '# Commands',
  '<!-- generated from src/cli/commands: node scripts/docs.ts -->',
  `A worker is named by its name, or by the beginning of its name or of its container’s id when only one fits. ${Object.entries(
    groups,
  )
    .map(([name, summary]) => `${code(`hal ${name}`)}: ${summary}.`)
    .join(' ')}`,
  overview,
  '## Options of every command',
  table(
    ['option', ''],
    [
      ['`--engine <address>`', 'the container engine: a URL, a docker context, or podman'],
      ['`--url <address>`', 'work on the fleet of a [`hal serve`](server.md) there: [remote](remote.md)'],
      ['`--secret-file <file>`', 'the secret that it wants is in this file'],
      ['`--config <file>`', 'read this config file in place of the project’s, by the same rules'],
      ['`--no-color`', 'no colours'],
      ['`-h, --help`', 'help for this command'],
      ['`-V, --version`', 'print the version'],
    ],
  ),
  '## Exit codes',
  table(
    ['code', 'when'],
    [
      ['0', 'it went well'],
      ['1', 'something else went wrong'],
      ['2', 'wrong usage, or a config that hal does not understand'],
      ['3', 'no engine or server answers, or it refused; a registry, or who makes a tool, can’t be reached'],
      ['4', 'not allowed: by a registry, by a server, or a project’s config wants what only yours may say'],
      ['5', 'no such worker, window, profile or image'],
      [
        '20',
        'there is no proof that an agent took a prompt, or it has no prompt box ([prompts](agents.md#prompts))',
      ],
      ['21', 'somebody left words in an agent’s prompt box, so nothing was sent'],
      ['22', 'an agent waits for a person, for a limit to end or for a login: before a prompt, or after it'],
      ['70', 'a bug in hal; a report was saved'],
      ['124', 'timed out'],
      ['125', 'hal itself failed during a capture; what an agent did not take is 20 to 22 there, too'],
      ['128 + n', 'ended by signal n: 130 after ctrl-c'],
    ],
  ),
  'With `hal send --capture` stdout is the command’s output and the exit code is the command’s own. With `hal broadcast --capture` it is the first status that is not 0; where every command that ran went well but hal failed at a worker (its shell was busy, say), it is 125. Remarks and failures go to stderr. With `--json`, stdout is JSON with a `version` field.',
  ...shown.map(section),
].join('\n\n')}\n`
