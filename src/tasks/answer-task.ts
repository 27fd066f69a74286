import { fail, ok } from '../lib/result.ts'
import type { Store } from '../store/store.ts'
import type { TasksContext } from './context.ts'
import { findTask } from './keep/find-task.ts'
import { Journal } from './keep/journal.ts'
import { type KeptTask, taskOf } from './keep/kept-task.ts'
import { leaveDriver } from './queue/leave-driver.ts'
import { openQuestions, optionOf, withoutQuestion, wordsFor } from './talk/questions.ts'
import { hasEnded, type Task } from './task.ts'
import type { TaskResult } from './task-failure.ts'
import type { AnswerInput } from './verbs.ts'

/** Its driver hears of it by its event; where there is none, one is left behind. Of two who answer the same at once, one is refused. */
export async function answerTask(context: TasksContext, input: AnswerInput): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, input.id)
  if (!found.ok) return found
  const answered = await answer(store.value, found.value, input)
  if (answered.ok) await leaveDriver(context, answered.value.id)
  return answered
}

async function answer(
  store: Store,
  task: KeptTask,
  { question: asked, option: word }: Omit<AnswerInput, 'id'>,
): TaskResult<Task> {
  const { id, state } = task
  if (hasEnded(state)) return fail({ reason: 'task-ended', id, status: state.status })
  const questions = openQuestions(state)
  const question =
    asked === undefined && questions.length === 1 ? questions[0] : questions.find((one) => one.id === asked)
  const open = questions.map((one) => one.id)
  if (question === undefined) return fail({ reason: 'no-such-question', id, question: asked, open })
  const option = optionOf(question, word)
  if (option === undefined) {
    const options = question.options.map((one) => one.id)
    const words = wordsFor(question)
    return fail({ reason: 'no-such-option', id, option: word, options, words })
  }
  const journal = new Journal(store, task)
  const said = { type: 'answer', question: question.id, option, open: questions.length - 1 } as const
  const written = await journal.writeNext([said], {
    state: withoutQuestion(state, question.id),
  })
  if (written.ok) return ok(taskOf(journal.task))
  if (written.failure.reason !== 'record-moved-on') return written
  const now = await findTask(store, id)
  return now.ok ? await answer(store, now.value, { question: question.id, option: word }) : now
}
