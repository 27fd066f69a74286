import { pathOf } from './path.ts'

/** That of tasks, of one, or of something to be done to it. Answered with all of a task, and not only with what programs ask for most. */
export const tasksPath = (...words: readonly string[]): string =>
  pathOf(['tasks', ...words], { form: 'facts' })
