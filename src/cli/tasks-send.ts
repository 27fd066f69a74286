import { taskJson, taskStateWords } from '../present/task.ts'
import type { Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const [id = '', text = ''] = args
  if (text.trim() === '') {
    remarkOn(context, 'there are no words in the message, so nothing was sent.')
    return 2
  }
  const sent = await context.tasks.send(id, text)
  if (!sent.ok) return reportFailure(context, sent.failure, { isJson })
  if (isJson) printJson(context, { version: 1, task: taskJson(sent.value) })
  else print(context, `${sent.value.id}  ${taskStateWords(sent.value.state)}`)
  return 0
}
