import { leftWorkWords } from '../present/left-work.ts'
import { changedWords, isInVain, troubleWords, usageWords } from '../present/task.ts'
import type { Task } from '../tasks/task.ts'
import type { CliContext } from './command.ts'
import { print, remarkOn } from './report.ts'

/** The answer goes to stdout, and nothing else; all else is for a person. */
export function sayTaskEnd(context: CliContext, task: Task): void {
  const { id, wish, state } = task
  if (state.status === 'completed') {
    if (state.answer.trim() === '') remarkOn(context, 'it ended without an answer.')
    else print(context, state.answer)
    const changed = changedWords(state)
    const which = isInVain(state) ? `: \`hal tasks logs ${id}\` says which` : ''
    if (changed !== undefined) remarkOn(context, `it changed ${changed}${which}.`)
    if (state.usage !== undefined) remarkOn(context, usageWords(state.usage))
  }
  if (state.status === 'cancelled') remarkOn(context, `task ${id} is cancelled.`)
  if (state.status === 'failed') {
    const { what, next } = troubleWords(state.why, wish.agent)
    remarkOn(context, next === undefined ? what : `${what}\n     ${next}`)
  }
  const left = leftWorkWords(task)
  if (left !== undefined) remarkOn(context, left)
}
