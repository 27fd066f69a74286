import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { ImageFailure } from '../../images/image-failure.ts'
import { formatBytes } from '../../lib/bytes.ts'
import type { TmuxFailure } from '../../tmux/tmux-failure.ts'
import type { Difference, WorkerFailure } from '../../workers/worker-failure.ts'
import type { WorkspaceFailure } from '../../workspace/workspace-failure.ts'
import { formatDuration } from '../duration.ts'
import { meantWords } from '../meant.ts'
import { agentSentences } from './agent.ts'
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
  ...agentSentences,
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
  'no-such-worker': ({ name, suggestion, isBranch, running }) => ({
    what: `no worker is named "${name}".`,
    next: `${meantWords({ suggestion, isBranch })}${running.length === 0 ? 'None runs: `hal workers start` starts one.' : `Running: ${running.join(', ')}.`}`,
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
