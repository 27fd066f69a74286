import { changedWords, isInVain, troubleWords, usageWords } from '../present/task.ts'
import type { Task } from '../tasks/task.ts'
import type { CliContext } from './command.ts'
import { print, remarkOn } from './report.ts'

/** The answer goes to stdout, and nothing else; all else is for a person. */
export function sayTaskEnd(context: CliContext, { id, wish, state, worker }: Task): void {
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
  if (wish.worker !== undefined && state.status === 'completed')
    remarkOn(context, `its work is in ${wish.worker}, which goes on.`)
  if (wish.branch !== undefined && worker !== undefined)
    remarkOn(
      context,
      `${state.status === 'completed' ? 'its work' : 'what it did until then'} is on ${wish.branch}: \`hal diff ${worker}\`, \`hal merge ${worker}\`.`,
    )
}
