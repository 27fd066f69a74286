import { randomInt } from 'node:crypto'
import { findForm } from '../agents/forms.ts'
import { fail, ok } from '../lib/result.ts'
import type { TasksContext } from './context.ts'
import { forgetIn } from './forget-tasks.ts'
import { type TaskFacts, taskOf } from './keep/kept-task.ts'
import type { Task, TaskWish } from './task.ts'
import type { TaskResult } from './task-failure.ts'
import type { CreateInput } from './verbs.ts'

/** What can be wrong with a wish is said before anything is kept of it. */
export async function createTask(
  context: TasksContext,
  wish: TaskWish,
  { id: given, traceparent, onForgotten }: CreateInput = {},
): TaskResult<Task> {
  const form = findForm(wish.agent, context.agents)
  if (!form.ok) return form
  if (form.value.headless === undefined) return fail({ reason: 'no-headless', agent: wish.agent })
  if (wish.talk !== undefined && form.value.headless.talk === undefined)
    return fail({ reason: 'no-talk', agent: wish.agent })
  const store = await context.store()
  if (!store.ok) return store
  const forgotten = await forgetIn(context, store.value)
  if (!forgotten.ok) return forgotten
  if (forgotten.value.length > 0) onForgotten?.(forgotten.value)
  const createdAt = new Date()
  const facts: TaskFacts = {
    ...{ wish, state: { status: 'pending' }, told: 0 },
    ...(traceparent === undefined ? {} : { traceparent }),
  }
  for (;;) {
    const id = given ?? newId()
    const created = await store.value.create({ id, kind: 'task', createdAt, facts })
    if (created.ok) return ok(taskOf({ id, createdAt, lastEvent: 0, ...facts }))
    if (created.failure.reason !== 'record-taken' || given !== undefined) return created
  }
}

/** Easy to say and to type: no letter that is like another one, and no vowel, so that it is no word. */
const newId = (): string => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')

const letters = 'bcdfghjkmnpqrstvwxz23456789'
