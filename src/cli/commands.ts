import type { ArgumentForm, CommandForm, OptionForm } from './command.ts'
import { commaList, decimalNumber, duration, keyValue, wholeNumber } from './values.ts'

/** Words that stand before another word. */
export const groups: Readonly<Record<string, string>> = {
  workers: 'start, watch and end workers',
  config: 'what hal is set to, and who said so',
}

const json: OptionForm = { flags: '--json', summary: 'print JSON' }
const window: OptionForm = {
  flags: '--window <name>',
  summary: 'which window: agent or shell',
  kind: 'window',
}
const filter: OptionForm = {
  flags: '--filter <field=value>',
  summary: 'only these; fields: name, phase, activity, profile, image, agent, workspace, owner',
  parse: keyValue,
  isRepeatable: true,
}
const allOwners: OptionForm = { flags: '--all-owners', summary: 'other people’s workers, too' }
const all: OptionForm = { flags: '--all', summary: 'all of them' }
const timeout: OptionForm = {
  flags: '--timeout <duration>',
  summary: 'give up waiting after this long, like 30s (the command runs on)',
  parse: duration,
}

const oneWorker: readonly ArgumentForm[] = [
  { name: 'name', isOptional: false, isVariadic: false, kind: 'worker' },
]
const maybeWorker: readonly ArgumentForm[] = [
  { name: 'name', isOptional: true, isVariadic: false, kind: 'worker' },
]
const someWorkers: readonly ArgumentForm[] = [
  { name: 'names', isOptional: true, isVariadic: true, kind: 'worker' },
]
const noArguments: readonly ArgumentForm[] = []

/** Every command of hal, in the order of its help. */
export const commands: readonly CommandForm[] = [
  {
    name: 'workers start',
    aliases: ['start'],
    summary: 'start workers, or bring stopped ones back',
    arguments: [{ name: 'name', isOptional: true, isVariadic: false, kind: 'text' }],
    options: [
      {
        flags: '--profile <name>',
        summary: 'the environment: base, python, node, java or your own',
        kind: 'profile',
      },
      {
        flags: '--image <reference>',
        summary: 'any image that has a shell, in place of a profile',
        kind: 'image',
      },
      { flags: '--count <n>', summary: 'how many: NAME-1 … NAME-N', parse: wholeNumber },
      {
        flags: '--workspace <folder>',
        summary: 'what they work on (default: the current folder)',
        kind: 'directory',
      },
      { flags: '--memory <size>', summary: 'the most memory each may use, like 4g' },
      { flags: '--cpus <n>', summary: 'the most CPUs each may use', parse: decimalNumber },
      { flags: '--pids <n>', summary: 'the most processes and threads each may have', parse: wholeNumber },
      {
        flags: '--env <key=value>',
        summary: 'set a variable inside; again for more',
        parse: keyValue,
        isRepeatable: true,
      },
      { flags: '--root', summary: 'as root inside, where your own config allows it' },
      json,
    ],
    examples: [
      'hal workers start',
      'hal workers start ada --profile python',
      'hal workers start --count 3',
      'hal workers start web --image node:24 -- npm run dev',
    ],
    takesRest: true,
    load: () => import('./start.ts'),
  },
  {
    name: 'workers list',
    aliases: ['list', 'ls', 'workers ls', 'ps'],
    summary: 'list workers, ended ones included',
    arguments: noArguments,
    options: [
      {
        flags: '-w, --watch',
        summary: 'print the list again whenever it changes; on a terminal with CPU and memory',
      },
      filter,
      allOwners,
      json,
    ],
    examples: ['hal workers list', 'hal ls --filter profile=python', 'hal workers list --json'],
    load: () => import('./list.ts'),
  },
  {
    name: 'workers dashboard',
    aliases: ['dashboard', 'ui'],
    summary: 'the whole fleet on one screen',
    arguments: noArguments,
    options: [],
    examples: ['hal workers dashboard'],
    load: () => import('./dashboard.ts'),
  },
  {
    name: 'workers inspect',
    aliases: ['inspect'],
    summary: 'all that is known of one worker',
    arguments: oneWorker,
    options: [json],
    examples: ['hal workers inspect ada'],
    load: () => import('./inspect.ts'),
  },
  {
    name: 'workers health',
    aliases: ['health'],
    summary: 'ask each worker’s tmux for a sign of life',
    arguments: someWorkers,
    options: [filter, json],
    examples: ['hal workers health', 'hal health ada'],
    load: () => import('./health.ts'),
  },
  {
    name: 'workers logs',
    aliases: ['logs'],
    summary: 'what a worker printed, also after its end',
    arguments: oneWorker,
    options: [
      { flags: '-f, --follow', summary: 'go on until the worker ends' },
      { flags: '-n, --lines <n>', summary: 'only the last so many lines', parse: wholeNumber },
      { flags: '--tail <n>', summary: 'the same as --lines', parse: wholeNumber },
      window,
      { flags: '--raw', summary: 'every byte it wrote, escape sequences included' },
    ],
    examples: ['hal workers logs ada', 'hal logs ada -f', 'hal logs ada -n 20'],
    load: () => import('./logs.ts'),
  },
  {
    name: 'workers stop',
    aliases: ['stop'],
    summary: 'end workers; their files stay',
    arguments: someWorkers,
    options: [
      all,
      {
        flags: '--grace <duration>',
        summary: 'how long they may take to end by themselves (default: 5s)',
        parse: duration,
      },
      json,
    ],
    examples: ['hal workers stop ada lin', 'hal stop --all'],
    load: () => import('./stop.ts'),
  },
  {
    name: 'workers restart',
    aliases: ['restart'],
    summary: 'end workers and start them again with their files',
    arguments: someWorkers,
    options: [all, json],
    examples: ['hal workers restart ada'],
    load: () => import('./restart.ts'),
  },
  {
    name: 'workers remove',
    aliases: ['remove', 'rm', 'workers rm'],
    summary: 'remove ended workers (running ones with --force)',
    arguments: someWorkers,
    options: [all, { flags: '-f, --force', summary: 'running ones, too' }, json],
    examples: ['hal workers remove ada', 'hal rm --all --force'],
    load: () => import('./remove.ts'),
  },
  {
    name: 'workers freeze',
    aliases: ['freeze'],
    summary: 'pause all processes of workers',
    arguments: someWorkers,
    options: [all, json],
    examples: ['hal workers freeze ada'],
    load: () => import('./freeze.ts'),
  },
  {
    name: 'workers thaw',
    aliases: ['thaw'],
    summary: 'let frozen workers go on',
    arguments: someWorkers,
    options: [all, json],
    examples: ['hal workers thaw ada'],
    load: () => import('./thaw.ts'),
  },
  {
    name: 'workers prune',
    aliases: ['prune'],
    summary: 'remove ended workers and what they left, after a question',
    arguments: noArguments,
    options: [{ flags: '-f, --force', summary: 'without the question' }, json],
    examples: ['hal workers prune', 'hal prune --force'],
    load: () => import('./prune.ts'),
  },
  {
    name: 'attach',
    aliases: ['workers attach'],
    summary: 'hand this terminal to a worker (ctrl-b d comes back)',
    arguments: maybeWorker,
    options: [
      window,
      { flags: '--read-only', summary: 'look, don’t touch' },
      { flags: '-s, --select', summary: 'choose from a list' },
    ],
    examples: ['hal attach ada', 'hal attach -', 'hal attach ada --window shell'],
    load: () => import('./attach.ts'),
  },
  {
    name: 'send',
    aliases: ['workers send'],
    summary: 'type to a worker; --capture brings back exactly what a command printed',
    arguments: [
      { name: 'name', isOptional: false, isVariadic: false, kind: 'worker' },
      { name: 'text', isOptional: true, isVariadic: false, kind: 'text' },
    ],
    options: [
      { flags: '-c, --capture', summary: 'wait for the command; print its output; exit with its status' },
      window,
      timeout,
      { flags: '--keys <keys>', summary: 'send keys: C-c,Up,Enter', parse: commaList },
      { flags: '--stdin', summary: 'the text comes from stdin' },
      { flags: '--no-enter', summary: 'leave Enter out' },
      json,
    ],
    examples: [
      'hal send ada "pytest -q" --capture',
      'hal send ada --keys C-c',
      'hal send ada --stdin --capture < script.sh',
    ],
    load: () => import('./send.ts'),
  },
  {
    name: 'broadcast',
    aliases: ['workers broadcast'],
    summary: 'send the same to all running workers',
    arguments: [{ name: 'text', isOptional: false, isVariadic: false, kind: 'text' }],
    options: [
      { flags: '-c, --capture', summary: 'wait, and print what each wrote' },
      window,
      timeout,
      filter,
      json,
    ],
    examples: ['hal broadcast "git status" --capture', 'hal broadcast "git pull" --filter profile=python'],
    load: () => import('./broadcast.ts'),
  },
  {
    name: 'capture',
    aliases: ['workers capture'],
    summary: 'print what a worker’s window shows',
    arguments: oneWorker,
    options: [
      window,
      { flags: '--lines <n>', summary: 'with this many lines of history', parse: wholeNumber },
      { flags: '--ansi', summary: 'with colours' },
      json,
    ],
    examples: ['hal capture ada', 'hal capture ada --lines 200'],
    load: () => import('./capture.ts'),
  },
  {
    name: 'windows',
    aliases: ['workers windows'],
    summary: 'list workers’ windows and what runs in them',
    arguments: maybeWorker,
    options: [json],
    examples: ['hal windows ada'],
    load: () => import('./windows.ts'),
  },
  {
    name: 'build-profiles',
    aliases: ['build'],
    summary: 'build the images of profiles; what is fresh is left alone',
    arguments: [{ name: 'names', isOptional: true, isVariadic: true, kind: 'profile' }],
    options: [
      { flags: '--push', summary: 'push them when they are built' },
      { flags: '--no-cache', summary: 'build everything anew' },
      json,
    ],
    examples: ['hal build-profiles', 'hal build-profiles python node', 'hal build-profiles --push'],
    load: () => import('./build-profiles.ts'),
  },
  {
    name: 'config show',
    aliases: [],
    summary: 'the configuration in force',
    arguments: noArguments,
    options: [{ flags: '--origin', summary: 'and where each value comes from' }, json],
    examples: ['hal config show --origin'],
    load: () => import('./config-show.ts'),
  },
  {
    name: 'config path',
    aliases: [],
    summary: 'the config files that are read',
    arguments: noArguments,
    options: [json],
    examples: ['hal config path'],
    load: () => import('./config-path.ts'),
  },
  {
    name: 'config trust',
    aliases: [],
    summary: 'allow this project’s config to run its code',
    arguments: [{ name: 'file', isOptional: true, isVariadic: false, kind: 'file' }],
    options: [],
    examples: ['hal config trust'],
    load: () => import('./config-trust.ts'),
  },
  {
    name: 'doctor',
    aliases: [],
    summary: 'check what hal needs, and say what to do',
    arguments: noArguments,
    options: [json],
    examples: ['hal doctor'],
    load: () => import('./doctor.ts'),
  },
  {
    name: 'completion',
    aliases: [],
    summary: 'print the completion script of a shell: bash, zsh or fish',
    arguments: [{ name: 'shell', isOptional: false, isVariadic: false, kind: 'shell' }],
    options: [],
    examples: ['source <(hal completion bash)'],
    load: () => import('./completion.ts'),
  },
  {
    name: '__complete',
    aliases: [],
    summary: 'values for completion scripts',
    arguments: [{ name: 'kind', isOptional: false, isVariadic: false, kind: 'text' }],
    options: [],
    examples: [],
    isHidden: true,
    load: () => import('./complete.ts'),
  },
]
