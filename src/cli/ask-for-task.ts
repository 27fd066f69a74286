import { answerHint } from '../present/question.ts'
import type { Question } from '../tasks/task.ts'
import type { TaskEvent } from '../tasks/task-event.ts'
import { chooseAnswer } from './choose-answer.ts'
import type { CliContext } from './command.ts'
import { remarkOn, reportFailure } from './report.ts'

type Tell = (event: TaskEvent, number: number) => void

interface Teller {
  readonly tell: Tell
  /** Nothing more comes: takes back what is still asked. */
  readonly done: () => Promise<void>
}

/**
 * Puts what a task's agent asks to the person at this terminal, one question after the other, and tells all else; what happens meanwhile is
 * told afterwards, as the list of options is on the screen. A question that is answered elsewhere, or asked no more, is taken back.
 */
export function askingTeller(context: CliContext, id: string, tell: Tell): Teller {
  const open = new Map<string, AbortController>()
  let held: Parameters<Tell>[] | undefined
  let last: Promise<void> = Promise.resolve()

  const put = async (question: Question, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return
    held = []
    const option = await chooseAnswer(context, question, signal)
    for (const told of held.splice(0)) tell(...told)
    held = undefined
    if (signal.aborted || context.signal.aborted) return
    if (option === undefined) return remarkThatItWaits(context, id, question, open.size === 1)
    const answered = await context.tasks.answer({ id, question: question.id, option })
    if (!answered.ok && answered.failure.reason !== 'no-such-question')
      reportFailure(context, answered.failure)
  }

  return {
    tell: (event, number) => {
      if (held === undefined) tell(event, number)
      else held.push([event, number])
      if (event.type === 'question') {
        const asked = new AbortController()
        open.set(event.id, asked)
        last = last.then(() => put(event, asked.signal))
      }
      if (event.type === 'answer' || event.type === 'withdrawn') {
        open.get(event.question)?.abort()
        open.delete(event.question)
      }
    },
    done: () => {
      for (const asked of open.values()) asked.abort()
      return last
    },
  }
}

/**
 * Tells all, and of what a task's agent asks how to answer it, as nobody is at this terminal. What was said of the only question is said again
 * with its number once there is another one.
 */
export function hintingTeller(context: CliContext, id: string, tell: Tell): Teller {
  const open = new Map<string, Question>()
  return {
    tell: (event, number) => {
      tell(event, number)
      if (event.type === 'answer' || event.type === 'withdrawn') open.delete(event.question)
      if (event.type !== 'question') return
      open.set(event.id, event)
      for (const question of open.size === 2 ? open.values() : [event])
        remarkThatItWaits(context, id, question, open.size === 1)
    },
    done: async () => undefined,
  }
}

/** `isOnly`: of the questions that are open, it is the only one. */
export const remarkThatItWaits = (
  context: CliContext,
  id: string,
  question: Question,
  isOnly: boolean,
): void => remarkOn(context, `it waits for an answer: ${answerHint(id, question, isOnly)}`)
