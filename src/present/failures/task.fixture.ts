import type { OwnTaskFailure } from '../../tasks/task-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const taskExamples: Examples<OwnTaskFailure> = {
  'no-such-task': {
    failure: { reason: 'no-such-task', id: 'k7', hasTasks: true },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: there is no task "k7".\n     `hal tasks list` lists all.\n',
  },
  'ambiguous-task': {
    failure: { reason: 'ambiguous-task', id: 'k', matches: ['k7m2xq', 'kb3h9w'] },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: "k" could be k7m2xq or kb3h9w.\n     Write more of it.\n',
  },
  'unreadable-task': {
    failure: { reason: 'unreadable-task', id: 'k7m2xq', part: 'event 12: type' },
    exitCode: 1,
    httpStatus: 500,
    text: "hal: what is kept of task k7m2xq can't be read (event 12: type).\n     A newer hal wrote it, and can read it; or the file is damaged, and a backup has it.\n",
  },
  'task-goes-on': {
    failure: { reason: 'task-goes-on', id: 'k7m2xq', status: 'running' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: task k7m2xq has not ended: running.\n     `hal tasks logs k7m2xq -f` follows it, `hal tasks cancel k7m2xq` ends it.\n',
  },
  'task-ended': {
    failure: { reason: 'task-ended', id: 'k7m2xq', status: 'completed' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: task k7m2xq has ended already: completed.\n     `hal tasks show k7m2xq` says more.\n',
  },
}
