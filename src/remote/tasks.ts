import type { TaskVerbs } from '../tasks/verbs.ts'
import { refuse } from './refuse.ts'
import type { Wire } from './wire.ts'

/**
 * The verbs on a server's tasks. `patient`: the same way, which a wish to end doesn't cut: a task is cancelled there, and heard of to its
 * end.
 */
export const remoteTasks = (wire: Wire, patient: Wire): TaskVerbs => ({
  create: async (wish) => (await import('./create-task.ts')).createTask(wire, wish),
  drive: async (input) => (await import('./drive-task.ts')).driveTask(patient, input),
  list: async () => (await import('./list-tasks.ts')).listTasks(wire),
  show: async (id) => (await import('./show-task.ts')).showTask(wire, id),
  events: async (input) => (await import('./task-events.ts')).taskEvents(patient, input),
  retry: async (id, input) => (await import('./show-task.ts')).retryTask(wire, id, input),
  cancel: async (id) => (await import('./show-task.ts')).cancelTask(patient, id),
  remove: async (id) => (await import('./show-task.ts')).removeTask(wire, id),
  answer: async (input) => (await import('./talk-task.ts')).answerTask(wire, input),
  send: async (id, text) => (await import('./talk-task.ts')).sendToTask(wire, id, text),
  forget: async () => refuse(wire, 'forgetting tasks'),
  check: async () => refuse(wire, 'looking at the store of tasks'),
})
