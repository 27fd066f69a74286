import type { OwnTaskFailure } from '../../tasks/task-failure.ts'
import type { Sentences } from './sentence.ts'

export const taskSentences: Sentences<OwnTaskFailure> = {
  'no-such-task': ({ id, hasTasks }) => ({
    what: `there is no task ${JSON.stringify(id)}.`,
    next: hasTasks ? '`hal tasks list` lists all.' : 'There is none yet: `hal run` makes one.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'ambiguous-task': ({ id, matches }) => ({
    what: `${JSON.stringify(id)} could be ${matches.join(' or ')}.`,
    next: 'Write more of it.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'unreadable-task': ({ id, part }) => ({
    what: `what is kept of task ${id} can't be read${part === '' ? '' : ` (${part})`}.`,
    next: 'A newer hal wrote it, and can read it; or the file is damaged, and a backup has it.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'task-goes-on': ({ id, status }) => ({
    what: `task ${id} has not ended: ${status}.`,
    next: `\`hal tasks logs ${id} -f\` follows it, \`hal tasks cancel ${id}\` ends it.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'task-ended': ({ id, status }) => ({
    what: `task ${id} has ended already: ${status}.`,
    next: `\`hal tasks show ${id}\` says more.`,
    exitCode: 1,
    httpStatus: 409,
  }),
}
