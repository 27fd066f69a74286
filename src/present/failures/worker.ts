import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { ImageFailure } from '../../images/image-failure.ts'
import { formatBytes } from '../../lib/bytes.ts'
import type { TmuxFailure } from '../../tmux/tmux-failure.ts'
import type { Difference, WorkerFailure } from '../../workers/worker-failure.ts'
import type { WorkspaceFailure } from '../../workspace/workspace-failure.ts'
import { formatDuration } from '../duration.ts'
import type { Sentences } from './sentence.ts'

type OwnFailure = Exclude<WorkerFailure, EngineFailure | ImageFailure | TmuxFailure | WorkspaceFailure>

/** `its memory is 4G, asked for 1G` */
function differenceWords(difference: Difference): string {
  switch (difference.what) {
    case 'environment':
      return 'its environment is another one'
    case 'memory': {
      const [has, wants] = [formatBytes(difference.has), formatBytes(difference.wants)]
      // Too near for rounded sizes to tell.
      return has === wants
        ? `its memory is ${difference.has} bytes, asked for ${difference.wants}`
        : `its memory is ${has}, asked for ${wants}`
    }
    case 'image or profile':
      return `it is ${difference.has}, asked for ${difference.wants}`
    case 'cpus':
    case 'pids':
      return `its limit of ${difference.what} is ${difference.has}, asked for ${difference.wants}`
    default:
      return `its ${difference.what} is ${difference.has}, asked for ${difference.wants}`
  }
}

const blockedWords = {
  waiting: 'waits for a person',
  limited: 'has to pause',
  'login-needed': 'needs a login',
} as const

/** What does instead of that which needs a terminal. */
const inScripts: Readonly<Record<string, string>> = {
  login: 'Log in on a terminal once, or give the agent a key: `agents.NAME.apiKey` in your own config.',
  'the dashboard': 'In scripts `hal list --json` says the same once, and `hal list --watch` again and again.',
}

const rule =
  'A name has lower-case letters, digits and hyphens, at most 63, and begins and ends with a letter or digit.'

/** What the status alone doesn't say. */
const endWords = (why: string | undefined, exitCode: number | undefined): string =>
  why === undefined || why.endsWith(`status ${exitCode}`) ? '' : `: ${why}`

export const workerSentences: Sentences<OwnFailure> = {
  'invalid-name': ({ name }) => ({
    what: `${JSON.stringify(name)} can't be a worker's name.`,
    next: rule,
    exitCode: 2,
    httpStatus: 400,
  }),
  'invalid-input': ({ what, expected, got }) => ({
    what: `${what}: expected ${expected}, got ${got === '' ? 'nothing' : JSON.stringify(got)}.`,
    exitCode: 2,
    httpStatus: 400,
  }),
  'root-not-allowed': () => ({
    what: '--root needs `allowRoot: true` in your own config, which is not set.',
    next: 'Set it there (`hal config path` says where that is), or leave --root out.',
    exitCode: 2,
    httpStatus: 400,
  }),
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
    next: 'Start it without one. `hal send NAME TEXT` types it then, and proves nothing.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'prompt-blocked': ({ name, agent, activity, question }) => ({
    what: `nothing was sent: ${name} ${blockedWords[activity]}${question === undefined ? '.' : `: ${question}`}`,
    next:
      activity === 'login-needed'
        ? `\`hal login ${agent}\` logs in once for all workers, \`hal attach ${name}\` in this one alone. Send it again then.`
        : `\`hal attach ${name}\` to see to it.`,
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
  'no-talk': ({ agent }) => ({
    what: `hal doesn't know how ${agent} is talked to while it works.`,
    next: 'Leave out --ask and --talk (over HTTP: talk), and it works on its one prompt.',
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
  'login-failed': ({ agent, exitCode }) => ({
    what: `${agent} has no new login: its program ended ${exitCode === undefined ? 'before it was done' : exitCode === 0 ? 'and kept none' : `with status ${exitCode}`}.`,
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
  'no-such-worker': ({ name, suggestion, running }) => ({
    what: `no worker is named "${name}".`,
    next: `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}${running.length === 0 ? 'None runs: `hal workers start` starts one.' : `Running: ${running.join(', ')}.`}`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'worker-gone': ({ name, isNameTaken }) => ({
    what: `${name} is gone: it has been removed.`,
    next: isNameTaken
      ? `The worker that has its name now was left alone: ask again if it is meant.`
      : 'No other worker was touched.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'ambiguous-worker': ({ name, matches }) => ({
    what: `"${name}" could be ${matches.join(', ')}.`,
    next: 'Say more of the name.',
    exitCode: 2,
    httpStatus: 409,
  }),
  'no-workers': () => ({
    what: 'there are no workers.',
    next: '`hal workers start` starts one.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'none-runs': () => ({
    what: 'no worker runs.',
    next: '`hal workers list` shows those that ended; `hal workers start NAME` starts one again with its files.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'none-fits': () => ({
    what: 'no worker fits the filter.',
    next: '`hal workers list` shows all.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'worker-not-running': ({ name, phase, exitCode, why }) => ({
    what: `${name} does not run: it is ${phase}${exitCode === undefined ? '' : ` (status ${exitCode})`}${endWords(why, exitCode)}.`,
    next: `\`hal workers start ${name}\` starts it again with its files.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'worker-frozen': ({ name }) => ({
    what: `${name} is frozen, so nothing in it can answer.`,
    next: `\`hal workers thaw ${name}\` lets it go on.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'worker-unreachable': ({ name, detail }) => ({
    what: `${name} runs, but its tmux can't be reached: ${detail}.`,
    next: `\`hal workers restart ${name}\` brings it back with its files.`,
    exitCode: 1,
    httpStatus: 502,
  }),
  'still-waiting': ({ timeoutMs, window }) => ({
    what: `another sender had the window "${window}" for ${formatDuration(timeoutMs)}, so nothing was sent.`,
    next: 'Try again, or give it longer with --timeout.',
    exitCode: 124,
    httpStatus: 504,
  }),
  'worker-running': ({ name }) => ({
    what: `${name} still runs.`,
    next: `Stop it first, or remove it with --force: \`hal workers remove ${name} --force\`.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'worker-differs': ({ name, differences }) => ({
    what: `a worker named ${name} exists and differs: ${differences.map(differenceWords).join('; ')}.`,
    next: `Remove it first (\`hal workers remove ${name} --force\`), or choose another name.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'not-your-worker': ({ name, owner }) => ({
    what: `the worker ${name} is not yours: it belongs to ${owner}.`,
    next: '`hal workers list` shows yours, and with --all-owners everyone’s.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'worker-of-another': ({ name, owner }) => ({
    what: `a worker named ${name} exists, and it belongs to ${owner}.`,
    next: 'Choose another name: names are unique on an engine.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'worker-ended-at-start': ({ name, exitCode, lastLines }) => ({
    what: `${name} ended as soon as it started${exitCode === undefined ? '' : `, with status ${exitCode}`}.`,
    why: lastLines.map((line) => `  ${line}`),
    next: 'An image needs a POSIX shell at /bin/sh and the engine’s architecture; `hal doctor` checks the rest.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'no-shell-in-image': ({ image, detail }) => ({
    what: `${image} has no shell at /bin/sh: ${detail}.`,
    next: 'Choose an image with a shell.',
    exitCode: 1,
    httpStatus: 422,
  }),
  'image-of-another-architecture': ({ image, architecture }) => ({
    what: `${image} is made for another processor than the engine’s, which is ${architecture}.`,
    next: 'Choose an image for that one, or pull this one with its --platform.',
    exitCode: 1,
    httpStatus: 422,
  }),
  'workspace-missing': ({ path, detail }) => ({
    what: `the workspace ${path} can't be used: ${detail}.`,
    next: 'Name a folder that exists with --workspace.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'workspace-refused': ({ path, why }) => ({
    what:
      why === 'home'
        ? `the current folder is your home (${path}), and hal does not hand a worker all of that unasked.`
        : `${path} can't be a workspace: a worker could change the ${why === 'root' ? 'whole system' : 'system or its engine'} through it.`,
    next:
      why === 'home'
        ? 'Go to a project’s folder, or name one with --workspace.'
        : 'Name a project’s folder with --workspace.',
    exitCode: 2,
    httpStatus: 400,
  }),
  unconfirmed: ({ what, names }) => ({
    what: `${what} would remove ${names.join(', ')} with files and logs, and there is no terminal to ask on.`,
    next: `\`hal prune --force\` removes ${what === 'prune' ? 'them' : 'all that ended'} unasked; folders of yours stay.`,
    exitCode: 2,
    httpStatus: 400,
  }),
  'not-a-terminal': ({ what }) => ({
    what: `${what} needs a terminal, and this is none.`,
    next: inScripts[what] ?? 'Use `hal send --capture` or `hal capture` in scripts.',
    exitCode: 2,
    httpStatus: 400,
  }),
}
