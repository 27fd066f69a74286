import { ok } from '../lib/result.ts'
import type { Task } from '../tasks/task.ts'
import type { TaskResult } from '../tasks/task-failure.ts'
import type { AnswerInput } from '../tasks/verbs.ts'
import { oneTask } from './read/task.ts'
import { tasksPath } from './task-path.ts'
import type { Wire } from './wire.ts'

export const answerTask = (wire: Wire, { id, ...body }: AnswerInput): TaskResult<Task> =>
  say(wire, tasksPath(id, 'answers'), body)

export const sendToTask = (wire: Wire, id: string, text: string): TaskResult<Task> =>
  say(wire, tasksPath(id, 'messages'), { text })

async function say(wire: Wire, path: string, body: object): TaskResult<Task> {
  const said = await wire.ask({ method: 'POST', path, body }, oneTask)
  return said.ok ? ok(said.value.task) : said
}
