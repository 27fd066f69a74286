import type { OwnTaskFailure } from '../../tasks/task-failure.ts'
import { andList } from '../and-list.ts'
import type { Sentences } from './sentence.ts'

export const taskSentences: Sentences<OwnTaskFailure> = {
  'no-such-task': ({ id, hasTasks }) => ({
    what: `there is no task ${JSON.stringify(id)}.`,
    next: hasTasks ? '`hal tasks list` lists all.' : 'There is none yet: `hal run` makes one.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'no-agent': ({ able }) => ({
    what:
      able.length === 0
        ? 'no agent was named for the task, and hal has no key, login or address for any.'
        : `no agent was named for the task, and ${andList(able)} could work on it.`,
    next:
      able.length === 0
        ? '`hal login` gets one; `hal agents list` says which there are, for --agent or `tasks.agent` in your config.'
        : 'Name one with --agent, or the usual one as `tasks.agent` in your config.',
    exitCode: 2,
    httpStatus: 400,
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
    what: `task ${id} has not ended: ${status === 'waiting_input' ? 'it waits for an answer' : status}.`,
    next: `\`hal tasks logs ${id} -f\` follows it, \`hal tasks cancel ${id}\` ends it.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'no-such-question': ({ id, question, open }) => ({
    what: questionTrouble({ id, question, open }),
    next:
      open.length === 0
        ? `\`hal tasks show ${id}\` says how it stands.`
        : `\`hal tasks show ${id}\` shows what it asks; name the question with --question.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'no-such-option': ({ id, option, options, words }) => ({
    what: `${JSON.stringify(option)} is no answer to what task ${id} asks.`,
    next: `Its options are ${options.join(', ')}${words.length === 0 ? '' : `; ${andList(words)} ${words.length === 1 ? 'means the one' : 'mean those'} for this time alone`}.`,
    exitCode: 2,
    httpStatus: 422,
  }),
  'worker-has-task': ({ worker, id }) => ({
    what: `${worker} has a task already: ${id}, which has not ended.`,
    next: `\`hal tasks logs ${id} -f\` follows it. Without --worker a task gets a worker of its own.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'takes-no-messages': ({ id }) => ({
    what: `task ${id} takes no messages: its prompt was all that its agent is told.`,
    next: 'Ask for one that does with `hal run --talk`, or with --ask.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'talk-over': ({ id }) => ({
    what: `task ${id} takes no more messages: its agent has answered, and is about to end.`,
    next: `\`hal tasks show ${id}\` has its answer.`,
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

function questionTrouble({
  id,
  question,
  open,
}: Pick<Extract<OwnTaskFailure, { reason: 'no-such-question' }>, 'id' | 'question' | 'open'>): string {
  if (open.length === 0) return `task ${id} asks nothing${question === undefined ? '' : ' any more'}.`
  const asked = `task ${id} asks ${open.length === 1 ? 'one thing' : `${open.length} things`}: ${open.join(', ')}`
  return question === undefined ? `${asked}.` : `${asked}, and not ${JSON.stringify(question)}.`
}
