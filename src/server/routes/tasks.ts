import type { z } from 'zod'
import { ok } from '../../lib/result.ts'
import { taskJson } from '../../present/task.ts'
import type { Task } from '../../tasks/task.ts'
import { beginTask } from '../begin-task.ts'
import type { ServerContext } from '../context.ts'
import { frame } from '../events/event-stream.ts'
import { listenToTask, madeOnce } from '../events/listen-to-task.ts'
import { type Route, route } from '../route.ts'
import {
  inForm,
  newAnswer,
  newMessage,
  newRetry,
  newTask,
  oneTask,
  someTasks,
  whichTasks,
} from '../schemas/task.ts'
import { workspaceOf } from '../workspace.ts'

/** The same tasks that `hal tasks` has, in the same words. */
export const taskRoutes = (context: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'POST', path: '/tasks', body: newTask, query: inForm },
    summary: 'Begin a task: an agent works on a prompt, in a worker of its own or in one that runs already',
    answers: { 201: { summary: 'It is kept, and on its way', schema: oneTask } },
    handle: async ({ query, body: { timeoutMs = context.settings.taskTimeoutMs, ...wish }, traceparent }) => {
      // Of a worker that is there, nobody says what it works on.
      const isPlaced = wish.worker !== undefined && wish.workspace === undefined
      const workspace = isPlaced ? ok(undefined) : await workspaceOf(context.workspace, wish.workspace)
      if (!workspace.ok) return workspace
      const begun = await beginTask(context, {
        traceparent,
        create: (input) => context.tasks.create({ ...wish, workspace: workspace.value, timeoutMs }, input),
      })
      return begun.ok ? ok(answer(begun.value, query, 201)) : begun
    },
  }),
  route({
    ...{ method: 'GET', path: '/tasks', query: whichTasks },
    summary: 'All tasks, or those that stand as is asked, the newest last',
    answers: { 200: { summary: 'All', schema: someTasks } },
    handle: async ({ query }) => {
      const tasks = await context.tasks.list()
      if (!tasks.ok) return tasks
      const { status } = query
      const wanted = tasks.value.filter(({ state }) => status === undefined || state.status === status)
      return ok(Response.json({ version: 1, tasks: wanted.map((task) => written(task, query)) }))
    },
  }),
  route({
    ...{ method: 'GET', path: '/tasks/:id', query: inForm },
    summary: 'What a task was asked for, and how it went. The beginning of an id is enough',
    answers: { 200: { summary: 'It', schema: oneTask } },
    handle: async ({ params, query }) => {
      const task = await context.tasks.show(params['id'] ?? '')
      return task.ok ? ok(answer(task.value, query)) : task
    },
  }),
  route({
    ...{ method: 'GET', path: '/tasks/:id/events' },
    summary:
      'What a task’s agent says and does, from its first event on, as it comes. With the header Last-Event-ID, from the one after that; ends after the last one',
    answers: {
      200: { summary: 'Server-sent events; the id of each is its number', contentType: 'text/event-stream' },
      204: { summary: 'It has ended, and there is nothing after that event' },
    },
    handle: (asked) => listenToTask(context, asked, toFrame),
  }),
  route({
    ...{ method: 'POST', path: '/tasks/:id/cancel', query: inForm },
    summary: 'End a task, with all that its agent started, and wait for that',
    answers: { 200: { summary: 'It has ended', schema: oneTask } },
    handle: async ({ params, query }) => {
      const cancelled = await context.tasks.cancel(params['id'] ?? '')
      return cancelled.ok ? ok(answer(cancelled.value, query)) : cancelled
    },
  }),
  route({
    ...{ method: 'POST', path: '/tasks/:id/answers', body: newAnswer, query: inForm },
    summary: 'Answer what a task’s agent asks',
    answers: { 200: { summary: 'It goes on with that', schema: oneTask } },
    handle: async ({ params, body, query }) => {
      const answered = await context.tasks.answer({ id: params['id'] ?? '', ...body })
      return answered.ok ? ok(answer(answered.value, query)) : answered
    },
  }),
  route({
    ...{ method: 'POST', path: '/tasks/:id/messages', body: newMessage, query: inForm },
    summary:
      'Give a task’s agent its next prompt, in the same session; it gets to it when it is done with what it is at',
    answers: { 202: { summary: 'It will hear of it', schema: oneTask } },
    handle: async ({ params, body, query }) => {
      const sent = await context.tasks.send(params['id'] ?? '', body.text)
      return sent.ok ? ok(answer(sent.value, query, 202)) : sent
    },
  }),
  route({
    ...{ method: 'POST', path: '/tasks/:id/retry', body: newRetry, query: inForm },
    summary: 'Do once more what a task that has ended was asked for, as a task of its own',
    answers: { 201: { summary: 'The new one', schema: oneTask } },
    handle: async ({ params, body, query, traceparent }) => {
      const begun = await beginTask(context, {
        traceparent,
        create: (input) => context.tasks.retry(params['id'] ?? '', { ...body, ...input }),
      })
      return begun.ok ? ok(answer(begun.value, query, 201)) : begun
    },
  }),
  route({
    ...{ method: 'DELETE', path: '/tasks/:id', query: inForm },
    summary:
      'Forget a task that has ended, with all that its agent said, and remove the worker that it left, unless work in it is nowhere else',
    answers: { 200: { summary: 'What it was', schema: oneTask } },
    handle: async ({ params, query }) => {
      const removed = await context.tasks.remove(params['id'] ?? '')
      return removed.ok ? ok(answer(removed.value, query)) : removed
    },
  }),
]

type Form = z.output<typeof inForm>

const answer = (task: Task, query: Form, status = 200): Response =>
  Response.json({ version: 1, task: written(task, query) }, { status })

const written = (task: Task, { form }: Form): object => (form === 'facts' ? task : taskJson(task))

/** As `hal tasks logs --json` has them. */
const toFrame = madeOnce(({ number, event }) => frame(event.type, number, { number, ...event }))
