import { taskExitCode } from '../present/task.ts'
import { hasEnded } from '../tasks/task.ts'
import type { Run } from './command.ts'
import { reportFailure } from './report.ts'
import { sayTaskEnd } from './say-task-end.ts'
import { streamPrinter, taskPrinter } from './task-printer.ts'
import { isSet } from './values.ts'

/** Followed to its end: exits as `hal run` would have. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const { tell } = isJson ? streamPrinter(context) : taskPrinter(context)
  const isFollowed = isSet(options, 'follow')
  const told = await context.tasks.events({
    ...{ id: args[0] ?? '', after: 0, isFollowed, onEvent: tell, signal: context.signal },
  })
  if (!told.ok) return reportFailure(context, told.failure)
  if (!hasEnded(told.value.state)) return 0
  if (!isJson) sayTaskEnd(context, told.value)
  return isFollowed ? taskExitCode(told.value.state) : 0
}
