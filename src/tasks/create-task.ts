import { randomInt } from 'node:crypto'
import { findForm } from '../agents/forms.ts'
import { fail, ok } from '../lib/result.ts'
import type { Store } from '../store/store.ts'
import type { TasksContext } from './context.ts'
import { forgetIn } from './forget-tasks.ts'
import { type TaskFacts, taskOf } from './keep/kept-task.ts'
import { takeDoor } from './queue/lock.ts'
import type { Task, TaskOrder, TaskWish } from './task.ts'
import type { TaskResult } from './task-failure.ts'
import { usualAgent } from './usual-agent.ts'
import type { CreateInput } from './verbs.ts'
import { checkFree, inWorker } from './wish-in-worker.ts'

/** What can be wrong with a wish is said before anything is kept of it. */
export async function createTask(
  context: TasksContext,
  order: TaskOrder,
  input: CreateInput = {},
): TaskResult<Task> {
  const wish = await wholeWish(context, order)
  if (!wish.ok) return wish
  const store = await context.store()
  if (!store.ok) return store
  const forgotten = await forgetIn(context, store.value)
  if (!forgotten.ok) return forgotten
  if (forgotten.value.length > 0) input.onForgotten?.(forgotten.value)
  const { worker } = wish.value
  if (worker === undefined) return await keep(store.value, wish.value, input)
  // Of two who want the same worker at once, one looks first.
  using door = await takeDoor(context, context.signal)
  if (door === undefined) return fail({ reason: 'cancelled', what: 'asking for the task' })
  const free = await checkFree(store.value, worker)
  // Awaited here: the lock goes with this function.
  return free.ok ? await keep(store.value, wish.value, input) : free
}

async function wholeWish(context: TasksContext, { agent: named, ...order }: TaskOrder): TaskResult<TaskWish> {
  const { worker, talk } = order
  if (worker !== undefined) return await inWorker(context, { ...order, agent: named, worker })
  const meant = named === undefined ? await usualAgent(context) : ok(named)
  if (!meant.ok) return meant
  const agent = meant.value
  const form = findForm(agent, context.agents)
  if (!form.ok) return form
  if (form.value.headless === undefined) return fail({ reason: 'no-headless', agent })
  if (talk !== undefined && form.value.headless.talk === undefined) return fail({ reason: 'no-talk', agent })
  const wish = { ...order, agent, cwd: order.cwd ?? context.cwd }
  const checked = await context.workers.checkWorkspace(wish)
  return checked.ok ? ok(wish) : checked
}

async function keep(store: Store, wish: TaskWish, { id: given, traceparent }: CreateInput): TaskResult<Task> {
  const createdAt = new Date()
  const facts: TaskFacts = {
    ...{ wish, state: { status: 'pending' }, told: 0 },
    ...(traceparent === undefined ? {} : { traceparent }),
  }
  for (;;) {
    const id = given ?? newId()
    const created = await store.create({ id, kind: 'task', createdAt, facts })
    if (created.ok) return ok(taskOf({ id, createdAt, lastEvent: 0, ...facts }))
    if (created.failure.reason !== 'record-taken' || given !== undefined) return created
  }
}

/** Easy to say and to type: no letter that is like another one, and no vowel, so that it is no word. */
const newId = (): string => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')

const letters = 'bcdfghjkmnpqrstvwxz23456789'
