import { closest } from '../../lib/closest.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { StartInput } from '../../workers/verbs.ts'
import type { Acting } from '../actions/acting.ts'
import { onView } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm, startInputOf } from '../dialogs/start-form.ts'
import { firstFault } from '../dialogs/start-objections.ts'
import { seenOf } from '../dialogs/target.ts'
import { ask } from '../keys/ask.ts'
import type { KeyContext } from '../keys/key-record.ts'
import { needsAnswers, needsLife, needsStart, needsWorker, type Objection } from '../keys/objections.ts'
import { rowsOf } from '../list/rows.ts'
import { select } from '../list/selection.ts'
import { isDown, lifeOf } from '../worker/life.ts'
import { agentNames, workerNames } from './candidates.ts'
import type { Argument, CommandRecord, CommandWords } from './command-record.ts'
import { profile } from './profile-argument.ts'

const worker: Argument = { name: 'WORKER', isOptional: true, values: workerNames }

/** Turns to the worker that is named (without a name to none) and does it there, unless something speaks against it. */
const onWorker =
  (objection: Objection, run: (context: KeyContext, row: FleetWorker) => void): CommandRecord['run'] =>
  (context, { words: [name = context.model().selected] }) => {
    const rows = rowsOf({ ...context.model(), filter: '' })
    const row = rows.find((candidate) => candidate.worker.name === name)
    if (row === undefined)
      return name === undefined
        ? 'no worker is selected: name one'
        : unknownWorker(
            name,
            rows.map((other) => other.worker.name),
          )
    context.change(select(row.worker.name))
    // It is for the one that is named, whoever is marked.
    const why = objection({ ...context.model(), marked: new Set() })
    if (why === undefined) run(context, row)
    return why
  }

const unknownWorker = (name: string, names: readonly string[]): string => {
  const near = closest(name, names)
  return `no worker is named "${name}"${near === undefined ? '' : `: did you mean ${near}?`}`
}

const start: CommandRecord['run'] = ({ actions, model }, said) => {
  const input = startInput(said, model().acting)
  if (typeof input === 'string') return input
  actions.startAs(input, said.flags['--prompt'])
  return undefined
}

/** As the form for new workers has it, and objects to it. */
const startInput = ({ words: [named], flags }: CommandWords, known: Acting): StartInput | string => {
  if (flags['--prompt'] !== undefined && flags['--agent'] === undefined)
    return 'a prompt is for an agent: name it with --agent'
  const field = (name: string) => editorOf(flags[`--${name}`])
  const form = {
    ...emptyStartForm,
    profile: named,
    ...{ name: field('name'), image: field('image'), memory: field('memory') },
    ...{
      count: field('count'),
      cpus: field('cpus'),
      pids: field('pids'),
      agent: field('agent'),
      branch: field('branch'),
    },
  }
  return firstFault(form, known)?.why ?? startInputOf(form)
}

/** What can be done to workers. */
export const workerCommands: readonly CommandRecord[] = [
  {
    name: 'start',
    aliases: ['new'],
    args: [{ ...profile, isOptional: true }],
    flags: [
      { name: '--agent', value: 'NAME', help: 'claude, codex …', values: agentNames },
      { name: '--prompt', value: '"TEXT"', help: 'given to the agent once it is up' },
      { name: '--branch', value: 'BRANCH', help: 'on a clone of its own' },
      { name: '--name', value: 'NAME', help: 'else hal makes one up' },
      { name: '--count', value: 'N', help: 'how many' },
      { name: '--image', value: 'IMAGE', help: 'any image with a shell' },
      { name: '--memory', value: 'SIZE', help: 'the most it may use, such as 512m or 4g' },
      { name: '--cpus', value: 'N', help: 'the most it may use' },
      { name: '--pids', value: 'N', help: 'the most processes it may have' },
    ],
    help: 'start workers',
    run: start,
  },
  {
    name: 'send',
    args: [
      { name: 'WORKER', values: workerNames },
      { name: 'TEXT', isRest: true },
    ],
    help: 'send a line to a worker',
    run: (context, said) =>
      onWorker(needsAnswers, ({ actions }, row) => actions.send(seenOf(row.worker), said.words[1] ?? ''))(
        context,
        said,
      ),
  },
  {
    name: 'attach',
    args: [worker],
    help: 'hand the terminal to the worker',
    run: onWorker(needsAnswers, ({ actions }, row) => actions.attach(seenOf(row.worker))),
  },
  {
    name: 'stop',
    args: [worker],
    help: 'stop it, after a question',
    run: onWorker(needsLife, (context, row) => ask(context, 'stop', row.worker)),
  },
  {
    name: 'restart',
    args: [worker],
    help: 'restart it; start it again once it has ended',
    run: onWorker(needsStart, (context, row) =>
      isDown(lifeOf(row.worker))
        ? context.actions.startAgain(seenOf(row.worker))
        : ask(context, 'restart', row.worker),
    ),
  },
  {
    name: 'remove',
    aliases: ['rm'],
    args: [worker],
    help: 'remove it and its container, after a question',
    run: onWorker(needsWorker, (context, row) => ask(context, 'remove', row.worker)),
  },
  {
    name: 'freeze',
    args: [worker],
    help: 'freeze its processes',
    run: onWorker(needsLife, ({ actions }, row) => actions.freezeOrThaw(seenOf(row.worker), 'freeze')),
  },
  {
    name: 'thaw',
    args: [worker],
    help: 'let them go on',
    run: onWorker(needsLife, ({ actions }, row) => actions.freezeOrThaw(seenOf(row.worker), 'thaw')),
  },
  {
    name: 'pull',
    args: [worker],
    help: 'bring its branch into your repository',
    run: onWorker(needsWorker, ({ actions }, row) => actions.pull(seenOf(row.worker))),
  },
  {
    name: 'merge',
    args: [worker],
    help: 'the same, and merge it into the branch you stand on',
    run: onWorker(needsWorker, ({ actions }, row) => actions.merge(seenOf(row.worker))),
  },
  {
    name: 'select',
    aliases: ['go'],
    args: [{ name: 'WORKER', values: workerNames }],
    help: 'turn to a worker',
    run: onWorker(needsWorker, ({ change }) => change(onView('workers'))),
  },
]
