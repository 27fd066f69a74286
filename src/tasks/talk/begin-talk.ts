import { workspaceFolder } from '../../agents/form.ts'
import { findForm } from '../../agents/forms.ts'
import type { Talk } from '../../agents/talk.ts'
import type { TasksContext } from '../context.ts'
import type { TaskWish } from '../task.ts'

/** A task's talk with its agent, from its beginning; `undefined`: it is to be none, or hal knows none any more. */
export function beginTalk({ agents }: Pick<TasksContext, 'agents'>, wish: TaskWish): Talk | undefined {
  const form = findForm(wish.agent, agents)
  if (!form.ok || wish.talk === undefined) return undefined
  return form.value.headless?.talk?.begin({ cwd: workspaceFolder, prompt: wish.prompt, resume: undefined })
}

export const lineOf = (said: object): string => JSON.stringify(said)
