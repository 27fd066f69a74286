import { number, text } from './from-text.ts'
import type { KeyForm } from './key-form.ts'

/** Headless tasks. */
export const taskKeys: readonly KeyForm[] = [
  {
    path: 'tasks.agent',
    variables: ['HAL_TASKS_AGENT'],
    isWidening: false,
    description: 'Which agent works on a task where nobody names one.',
    expected: 'the name of an agent',
    default: 'the only one that has a key, a login or an address',
    fromText: text,
  },
  {
    path: 'tasks.concurrency',
    variables: ['HAL_TASKS_CONCURRENCY'],
    isWidening: true,
    description: 'How many tasks are at work at once, whichever hals drive them; the others wait in a queue.',
    expected: 'a whole number from 1 to 1000',
    default: '5',
    fromText: number,
  },
  {
    path: 'tasks.keepFor',
    variables: ['HAL_TASKS_KEEP_FOR'],
    isWidening: true,
    description: 'How long tasks that ended are kept, with all that their agents said.',
    expected: 'a duration such as 90d, or forever',
    default: '90d',
    fromText: text,
  },
  {
    path: 'tasks.keepSize',
    variables: ['HAL_TASKS_KEEP_SIZE'],
    isWidening: true,
    description: 'How much all tasks may take, until the oldest of those that ended are forgotten.',
    expected: 'a size such as 512m or 4g',
    default: '1g',
    fromText: text,
  },
]
