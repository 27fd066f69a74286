import type { ArgumentForm, CommandForm, OptionForm } from '../command.ts'
import { anyNumber, countingNumber, duration } from '../values.ts'
import { json, noArguments } from './forms.ts'

const oneTask: readonly ArgumentForm[] = [{ name: 'id', isOptional: false, isVariadic: false, kind: 'text' }]

const seeThrough: readonly OptionForm[] = [
  { flags: '-d, --detach', summary: 'print its id, and let it work on' },
  { flags: '--stream', summary: 'print each event as a line of JSON' },
  json,
]

const limit = { flags: '--timeout <duration>', parse: duration } as const

/** Commands about tasks: agents that work on one prompt without a terminal. */
export const taskCommands: readonly CommandForm[] = [
  {
    name: 'run',
    aliases: ['tasks run'],
    summary:
      'have an agent work on a prompt without a terminal, in a worker of its own or one that runs, and print its answer',
    arguments: [{ name: 'prompt', isOptional: true, isVariadic: false, kind: 'text' }],
    options: [
      {
        flags: '--agent <name>',
        summary:
          'which agent (default: `tasks.agent`, or the only one that could); without --ask or --deny it acts as it likes, and its container is its sandbox',
      },
      {
        flags: '--worker <name>',
        summary: 'work in this one, which runs already: with its agent, and as it is; it stays',
        kind: 'worker',
      },
      { flags: '--ask', summary: 'it asks before it acts: here, or `hal tasks answer`' },
      { flags: '--deny', summary: 'it is denied what it asks for, and does what it may without asking' },
      {
        flags: '--talk',
        summary: 'it takes messages while it works: `hal tasks send`; --ask and --deny do, too',
      },
      {
        flags: '--prompt-file <file>',
        summary: 'the prompt, of whatever length, from a file; - is stdin',
        kind: 'file',
      },
      { flags: '--image <reference>', summary: 'the image to run in, any with a shell', kind: 'image' },
      { flags: '--profile <name>', summary: 'an environment of hal’s or yours', kind: 'profile' },
      {
        flags: '-w, --workspace <what>',
        summary: 'a folder, clone, empty, or the address of a repository (default: this folder)',
        kind: 'directory',
      },
      {
        flags: '--branch <name>',
        summary: 'work in a clone of its own, on this branch; it stays for `hal merge`',
      },
      { ...limit, summary: 'stop it after this long, like 30m or 2h; a bare number is seconds' },
      {
        flags: '--max-turns <n>',
        summary: 'stop it when it begins one more; a turn ends when a tool has answered',
        kind: 'number',
        parse: countingNumber,
      },
      {
        flags: '--priority <n>',
        summary: 'where it has to wait: the higher, the sooner (default: 0)',
        kind: 'number',
        parse: anyNumber,
      },
      ...seeThrough,
    ],
    examples: [
      'hal run "fix the failing test" --agent codex --branch fix-test',
      'hal run - --agent claude < prompt.md',
      'hal run "update the docs" --agent opencode --detach',
      'hal run "and now the tests" --worker ada',
    ],
    takesTextBehindDashes: true,
    load: () => import('../run.ts'),
  },
  {
    name: 'tasks list',
    aliases: ['tasks ls'],
    summary: 'all tasks, the newest last',
    arguments: noArguments,
    options: [json],
    examples: ['hal tasks list'],
    load: () => import('../tasks-list.ts'),
  },
  {
    name: 'tasks show',
    aliases: [],
    summary: 'what a task was asked for, and how it went',
    arguments: oneTask,
    options: [json],
    examples: ['hal tasks show k7m2xq'],
    load: () => import('../tasks-show.ts'),
  },
  {
    name: 'tasks logs',
    aliases: [],
    summary: 'what a task’s agent said and did',
    arguments: oneTask,
    options: [
      { flags: '-f, --follow', summary: 'go on until it ends' },
      { flags: '--json', summary: 'each event as a line of JSON' },
    ],
    examples: ['hal tasks logs k7 -f'],
    load: () => import('../tasks-logs.ts'),
  },
  {
    name: 'tasks answer',
    aliases: [],
    summary: 'answer what a task’s agent asks; without an option, it is shown and chosen from',
    arguments: [...oneTask, { name: 'option', isOptional: true, isVariadic: false, kind: 'text' }],
    options: [{ flags: '--question <id>', summary: 'which, where it asks more than one thing' }, json],
    examples: ['hal tasks answer k7 allow', 'hal tasks answer k7 deny', 'hal tasks answer k7'],
    load: () => import('../tasks-answer.ts'),
  },
  {
    name: 'tasks send',
    aliases: [],
    summary: 'give a task’s agent its next prompt, in the same session; it gets to it when it is done',
    arguments: [...oneTask, { name: 'text', isOptional: false, isVariadic: false, kind: 'text' }],
    options: [json],
    examples: ['hal tasks send k7 "and now the tests"'],
    takesTextBehindDashes: true,
    load: () => import('../tasks-send.ts'),
  },
  {
    name: 'tasks cancel',
    aliases: [],
    summary: 'end a task, with all that its agent started',
    arguments: oneTask,
    options: [json],
    examples: ['hal tasks cancel k7'],
    load: () => import('../tasks-cancel.ts'),
  },
  {
    name: 'tasks retry',
    aliases: [],
    summary: 'do once more what a task that has ended was asked for, and wait for it as `hal run` does',
    arguments: oneTask,
    options: [
      {
        ...limit,
        summary:
          'stop it after this long, like 30m or 2h; a bare number is seconds (default: as the one before)',
      },
      ...seeThrough,
    ],
    examples: ['hal tasks retry k7', 'hal tasks retry k7 --timeout 2h', 'hal tasks retry k7 --detach'],
    load: () => import('../tasks-retry.ts'),
  },
  {
    name: 'tasks remove',
    aliases: ['tasks rm'],
    summary: 'forget a task that has ended, with all that its agent said, and remove the worker that it left',
    arguments: oneTask,
    options: [json],
    examples: ['hal tasks remove k7'],
    load: () => import('../tasks-remove.ts'),
  },
  {
    name: 'tasks drive',
    aliases: [],
    summary: 'see a task through: what --detach leaves behind',
    arguments: oneTask,
    options: [],
    examples: [],
    isHidden: true,
    load: () => import('../tasks-drive.ts'),
  },
]
