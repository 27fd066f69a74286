import { fail, ok } from '../lib/result.ts'
import { questionLines } from '../present/question.ts'
import { taskJson, taskStateWords } from '../present/task.ts'
import type { Question, Task } from '../tasks/task.ts'
import { canAsk } from './ask.ts'
import { remarkThatItWaits } from './ask-for-task.ts'
import { chooseAnswer } from './choose-answer.ts'
import type { CliContext, Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const [id = '', given] = args
  const question = textOption(options, 'question')
  let answer: { readonly question: string | undefined; readonly option: string }
  if (given === undefined) {
    const shown = await context.tasks.show(id)
    if (!shown.ok) return reportFailure(context, shown.failure, { isJson })
    const asked = openQuestion(shown.value, question)
    if (!asked.ok) return reportFailure(context, asked.failure, { isJson })
    const option = await askPerson(context, shown.value, asked.value)
    if (option === undefined) return 2
    answer = { question: asked.value.id, option }
  } else answer = { question, option: given }
  const answered = await context.tasks.answer({ id, ...answer })
  if (!answered.ok) return reportFailure(context, answered.failure, { isJson })
  if (isJson) printJson(context, { version: 1, task: taskJson(answered.value) })
  else print(context, `${answered.value.id}  ${taskStateWords(answered.value.state)}`)
  return 0
}

function openQuestion({ id, state }: Task, question: string | undefined) {
  const questions = state.status === 'waiting_input' ? state.questions : []
  const found = question === undefined ? questions[0] : questions.find((one) => one.id === question)
  const open = questions.map((one) => one.id)
  return found === undefined ? fail({ reason: 'no-such-question', id, question, open } as const) : ok(found)
}

async function askPerson(
  context: CliContext,
  { id, state }: Task,
  question: Question,
): Promise<string | undefined> {
  remarkOn(context, questionLines(question).join('\n     '))
  const option = canAsk(context) ? await chooseAnswer(context, question, context.signal) : undefined
  const isOnly = state.status === 'waiting_input' && state.questions.length === 1
  if (option === undefined && !context.signal.aborted) remarkThatItWaits(context, id, question, isOnly)
  return option
}
