import type { OwnTaskFailure } from '../../tasks/task-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const taskExamples: Examples<OwnTaskFailure> = {
  'no-such-task': {
    failure: { reason: 'no-such-task', id: 'k7', hasTasks: true },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: there is no task "k7".\n     `hal tasks list` lists all.\n',
  },
  'no-agent': {
    failure: { reason: 'no-agent', able: ['claude', 'codex'] },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: no agent was named for the task, and claude and codex could work on it.\n     Name one with --agent, or the usual one as `tasks.agent` in your config.\n',
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
  'no-such-question': {
    failure: { reason: 'no-such-question', id: 'k7m2xq', question: '1', open: ['2', '3'] },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: task k7m2xq asks 2 things: 2, 3, and not "1".\n     `hal tasks show k7m2xq` shows what it asks; name the question with --question.\n',
  },
  'no-such-option': {
    failure: {
      ...{ reason: 'no-such-option', id: 'k7m2xq', option: 'perhaps' },
      ...{ options: ['once', 'reject'], words: ['allow', 'deny'] },
    },
    exitCode: 2,
    httpStatus: 422,
    text: 'hal: "perhaps" is no answer to what task k7m2xq asks.\n     Its options are once, reject; allow and deny mean those for this time alone.\n',
  },
  'worker-has-task': {
    failure: { reason: 'worker-has-task', worker: 'ada', id: 'k7m2xq' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ada has a task already: k7m2xq, which has not ended.\n     `hal tasks logs k7m2xq -f` follows it. Without --worker a task gets a worker of its own.\n',
  },
  'takes-no-messages': {
    failure: { reason: 'takes-no-messages', id: 'k7m2xq' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: task k7m2xq takes no messages: its prompt was all that its agent is told.\n     Ask for one that does with `hal run --talk`, or with --ask.\n',
  },
  'talk-over': {
    failure: { reason: 'talk-over', id: 'k7m2xq' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: task k7m2xq takes no more messages: its agent has answered, and is about to end.\n     `hal tasks show k7m2xq` has its answer.\n',
  },
  'task-ended': {
    failure: { reason: 'task-ended', id: 'k7m2xq', status: 'completed' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: task k7m2xq has ended already: completed.\n     `hal tasks show k7m2xq` says more.\n',
  },
}
