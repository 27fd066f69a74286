import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { formatDuration } from '../duration.ts'
import type { Sentences } from './sentence.ts'

const blockedWords = {
  waiting: 'waits for a person',
  limited: 'has to pause',
  'login-needed': 'needs a login',
} as const

/** What goes wrong with an agent: its prompts, its answers, and what lets it in. */
export const agentSentences = {
  'no-prompt-box': ({ name, agent }) => ({
    what:
      agent === undefined
        ? `${name} has no agent to give a prompt to.`
        : `how ${agent} takes a prompt, hal doesn't know.`,
    next: `\`hal send ${name} TEXT\` types it all the same, and proves nothing.`,
    exitCode: 2,
    httpStatus: 409,
  }),
  'no-prompt-at-start': ({ agent }) => ({
    what: `how ${agent ?? 'a shell'} takes a prompt, hal doesn't know, so no worker was started.`,
    next: 'Start it without one. `hal send NAME TEXT` types it then.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'prompt-blocked': ({ name, agent, activity, question }) => ({
    what: `nothing was sent: ${name} ${blockedWords[activity]}${question === undefined ? '.' : `: ${question}`}`,
    next:
      activity === 'login-needed'
        ? `\`hal login ${agent}\` logs in once for all workers, \`hal attach ${name}\` in this one alone. Send it again then.`
        : `\`hal capture ${name}\` shows it, \`hal send ${name} --keys …\` answers, \`hal attach ${name}\` does both.`,
    exitCode: 22,
    httpStatus: 409,
  }),
  'prompt-dirty': ({ name, typed }) => ({
    what: `nothing was sent: somebody left words in ${name}'s prompt box: ${typed}`,
    next: 'Send with --clear to drop them, or `hal attach` to see to it.',
    exitCode: 21,
    httpStatus: 409,
  }),
  'prompt-stalled': ({ name, why }) => ({
    what:
      why === 'no-box'
        ? `nothing was sent: ${name}'s agent shows no prompt box.`
        : `there is no proof that ${name}'s agent took the prompt, which may still stand in its box.`,
    next: `\`hal attach ${name}\` shows what is going on.`,
    exitCode: 20,
    httpStatus: 504,
  }),
  'no-marks': ({ name, agent }) => ({
    what: `nothing was sent: ${agent} doesn't say what it does, so hal would not know when its answer is there.`,
    next: `\`hal send ${name} TEXT\` gives it the prompt, \`hal capture ${name}\` shows its screen. With marks (docs/marks.md) it would say so.`,
    exitCode: 2,
    httpStatus: 409,
  }),
  'answer-late': ({ name, timeoutMs }) => ({
    what: `${name} has not answered within ${formatDuration(timeoutMs)}.`,
    next: `It works on: \`hal wait ${name}\` waits for it.`,
    exitCode: 124,
    httpStatus: 504,
  }),
  'agent-overdue': ({ name, how, forMs, text }) => ({
    what:
      (how === 'silent'
        ? `${name} works, and has shown nothing new for ${formatDuration(forMs, false)}`
        : `${name} has worked for ${formatDuration(forMs, false)} without an end`) +
      (text === undefined ? '.' : `: ${text}`),
    next: `It works on, perhaps with nobody who answers: \`hal explain ${name}\` shows what it says, \`hal attach ${name}\` lets you stop it.`,
    exitCode: 124,
    httpStatus: 504,
  }),
  'agent-ended': ({ name, exitCode }) => ({
    what: `${name}'s agent has ended${exitCode === undefined ? '' : `, with status ${exitCode}`}.`,
    next: `\`hal capture ${name}\` shows its last words, \`hal workers restart ${name}\` starts it again.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'secret-unread': ({ name, from, detail }) => ({
    what: `${name} can't be read from ${from}: ${detail}`,
    next: 'Where it is, your own config says (`hal config show`). No worker was started.',
    exitCode: 4,
    httpStatus: 422,
  }),
  'no-headless': ({ agent }) => ({
    what: `hal doesn't know how ${agent} works without a terminal.`,
    next: `Start it in one: \`hal start --agent ${agent}\`.`,
    exitCode: 2,
    httpStatus: 422,
  }),
  'no-own-models': ({ agent }) => ({
    what: `hal doesn't know how ${agent} is told of other models than its maker's, so no worker was started.`,
    next: `Without \`agents.${agent}.baseUrl\` in your own config it asks its maker's, with its key.`,
    exitCode: 2,
    httpStatus: 422,
  }),
  'no-talk': ({ agent }) => ({
    what: `hal doesn't know how ${agent} is talked to while it works.`,
    next: 'Leave out --ask, --deny and --talk (over HTTP: talk), and it works on its one prompt.',
    exitCode: 2,
    httpStatus: 422,
  }),
  'no-agent-tools': ({ name, agent, has }) => ({
    what: `${agent === undefined ? 'no agent can' : `${agent} can't`} work on a task in ${name}, which was started ${has === undefined ? 'without one' : `with ${has}`}.`,
    next: `A worker has the tools of the agent that it was started with: \`hal start --agent ${agent ?? 'NAME'}\`. Without --worker a task gets a worker of its own.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'prompt-undelivered': ({ name, detail }) => ({
    what: `what its agent is to be told could not be brought into ${name}: ${detail}.`,
    next: 'Its disk may be full, or its engine may have gone away: `hal doctor` says more.',
    exitCode: 1,
    httpStatus: 502,
  }),
  'no-login': ({ agent }) => ({
    what: `hal doesn't know how to log in to ${agent}.`,
    next: `Give it a key (agents.${agent}.apiKey in your own config), or log in inside a worker with \`hal attach\`.`,
    exitCode: 4,
    httpStatus: 409,
  }),
  'login-failed': ({ agent, exitCode, said }) => ({
    what: `${agent} has no new login: its program ended ${exitCode === undefined ? 'before it was done' : exitCode === 0 ? 'and kept none' : `with status ${exitCode}`}${said === undefined ? '.' : `: ${said}`}`,
    next: 'What hal kept before is as it was. Try again: Enter shows its own screen.',
    exitCode: 4,
    httpStatus: 502,
  }),
  'no-kept-login': ({ agent }) => ({
    what: `hal keeps no login of ${agent} that it could renew.`,
    next: `\`hal login\` shows those that it keeps, \`hal login ${agent}\` makes one.`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'login-needed': ({ agent, why }) => ({
    what: `${agent}'s login is over: its maker takes it no more${why === undefined ? '' : ` (${why})`}.`,
    next: `\`hal login ${agent}\` makes a new one; workers that run with the old one get it.`,
    exitCode: 4,
    httpStatus: 401,
  }),
  'login-unrenewed': ({ agent, detail }) => ({
    what: `${agent}'s login could not be renewed: ${detail}.`,
    next: `\`hal login ${agent} --renew\` tries again; what hal keeps is as it was.`,
    exitCode: 4,
    httpStatus: 502,
  }),
  'login-unkept': ({ agent, path, detail }) => ({
    what: `${agent}'s login could not be kept in ${path}: ${detail}.`,
    next: 'Make room there, or see to it that you may write there, and try again. What hal kept before is as it was.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'secrets-undelivered': ({ name, detail }) => ({
    what: `${name} runs without its secrets, which could not be put into it: ${detail}`,
    next: `\`hal workers restart ${name}\` tries again.`,
    exitCode: 1,
    httpStatus: 500,
  }),
} satisfies Partial<Sentences<WorkerFailure>>
