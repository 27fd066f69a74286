import { ordinal } from '../present/ordinal.ts'
import { taskExitCode, taskJson } from '../present/task.ts'
import type { Task } from '../tasks/task.ts'
import { canAsk } from './ask.ts'
import { askingTeller, hintingTeller } from './ask-for-task.ts'
import type { CliContext, CommandInput } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { sayTaskEnd } from './say-task-end.ts'
import { startRemarks } from './start-remarks.ts'
import { streamPrinter, taskPrinter } from './task-printer.ts'
import { isSet } from './values.ts'

/** Why what is asked for can't be printed; `undefined`: it can. */
export function outputTrouble({ options }: CommandInput): string | undefined {
  if (!isSet(options, 'stream')) return undefined
  if (isSet(options, 'detach'))
    return 'give --detach or --stream, not both: `hal tasks logs ID -f --json` is the stream of one that works on.'
  return isSet(options, 'json')
    ? 'give --json or --stream, not both: the last event has all of its end.'
    : undefined
}

/** A new task, to its end or, with `--detach`, on its way: 0 with the agent's answer on stdout; what it does meanwhile is told on stderr. ctrl-c cancels it. */
export async function seeTaskThrough(
  context: CliContext,
  task: Task,
  { options }: CommandInput,
): Promise<number> {
  const { id } = task
  const isJson = isSet(options, 'json')
  if (isSet(options, 'detach')) {
    context.leaveBehind(['tasks', 'drive', id])
    if (isJson) printJson(context, { version: 1, task: taskJson(task) })
    else print(context, id)
    return 0
  }
  const isStream = isSet(options, 'stream')
  using remarks = startRemarks(context)
  const onQueued = (position: number): void =>
    remarkOn(
      context,
      `it waits, ${ordinal(position)} in the queue: as many as tasks.concurrency are at work.`,
    )
  const driving = context.tasks.drive({ id, ...remarks.start, onQueued, cancel: context.signal })
  const printer = isStream ? streamPrinter(context) : taskPrinter(context)
  const { tell, done } =
    isStream || isJson
      ? { ...printer, done: async () => undefined }
      : (canAsk(context) ? askingTeller : hintingTeller)(context, id, printer.tell)
  if (!isStream && !isJson)
    remarkOn(context, `task ${id}: \`hal tasks logs ${id} -f\` watches it from elsewhere.`)
  const told = await context.tasks.events({ id, after: 0, isFollowed: true, onEvent: tell })
  await done()
  // It clears up after the last event.
  const driven = await driving
  if (!driven.ok) return reportFailure(context, driven.failure, { isJson })
  if (!told.ok) return reportFailure(context, told.failure, { isJson })
  if (isJson) printJson(context, { version: 1, task: taskJson(told.value) })
  else if (!isStream) sayTaskEnd(context, told.value)
  return taskExitCode(told.value.state)
}
