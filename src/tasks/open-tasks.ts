import type { TasksContext } from './context.ts'
import type { TaskVerbs } from './verbs.ts'

/** The verbs, bound to what they work with. Each loads when it is first used. */
export const openTasks = (context: TasksContext): TaskVerbs => ({
  create: async (wish, input) => (await import('./create-task.ts')).createTask(context, wish, input),
  drive: async (input) => (await import('./drive.ts')).driveTask(context, input),
  list: async (input) => (await import('./list-tasks.ts')).listTasks(context, input),
  show: async (id) => (await import('./list-tasks.ts')).showTask(context, id),
  events: async (input) => (await import('./task-events.ts')).taskEvents(context, input),
  retry: async (id, input) => (await import('./retry-task.ts')).retryTask(context, id, input),
  forget: async () => (await import('./forget-tasks.ts')).forgetTasks(context),
  cancel: async (id) => (await import('./cancel-task.ts')).cancelTask(context, id),
  remove: async (id) => (await import('./remove-task.ts')).removeTask(context, id),
  answer: async (input) => (await import('./answer-task.ts')).answerTask(context, input),
  send: async (id, text) => (await import('./send-message.ts')).sendMessage(context, { id, text }),
  check: async () => {
    const store = await context.store()
    return store.ok ? store.value.check() : store
  },
})
