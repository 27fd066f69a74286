import { type Failure, sentenceOf } from '../present/failure.ts'
import { meantWords } from '../present/meant.ts'

/** What to do now, for one who has HTTP in hand and no command line. What is only done where the server is, stays a command. */
export function adviceOf(failure: Failure): string | undefined {
  // The map is exact by its type; TypeScript can't follow a reason to its own function.
  const advise = (Object.hasOwn(advices, failure.reason) ? advices[failure.reason] : undefined) as
    | ((failure: Failure) => string | undefined)
    | undefined
  return advise === undefined ? sentenceOf(failure).next : advise(failure)
}

type Advices = {
  readonly [R in Failure['reason']]?: (
    failure: Extract<Failure, { readonly reason: R }>,
  ) => string | undefined
}

const advices: Advices = {
  'wrong-request': () => '`GET /openapi.json` says what each request takes.',
  'no-agent': ({ able }) =>
    able.length === 0
      ? '`hal login`, where the server is, gets one; `GET /agents` says which there are, for `agent`.'
      : 'Name one in `agent`, or the usual one as `tasks.agent` in the server’s config.',
  'no-such-worker': ({ suggestion, isBranch, running }) =>
    `${meantWords({ suggestion, isBranch })}${running.length === 0 ? 'None runs: `POST /workers` starts one.' : `Running: ${running.join(', ')}.`}`,
  'no-workers': () => '`POST /workers` starts one.',
  'none-runs': () =>
    '`GET /workers` has those that ended; `POST /workers/NAME/start` starts one again with its files.',
  'none-fits': () => '`GET /workers` has all.',
  'no-such-container': () => '`GET /workers` has who is there.',
  'not-running': () => '`GET /workers` says how it ended.',
  'agent-unreachable': ({ agent }) =>
    `Where that address is blocked, this server’s config may name a mirror of npm (\`build.npmRegistry\`), a proxy (\`proxy\`) or a company’s authority (\`build.caBundle\`). Or run an image that has ${agent}: \`"image"\` and \`"command"\` in \`POST /workers\`.`,
  'worker-not-running': ({ name }) =>
    `\`POST ${worker(name)}/start\` starts it again with its files; \`GET ${worker(name)}/logs\` has what it said.`,
  'worker-frozen': ({ name }) => `\`POST ${worker(name)}/thaw\` lets it go on.`,
  'worker-unreachable': ({ name }) => restart(name),
  'still-waiting': () => 'Try again, or give it longer with `timeoutMs`.',
  'worker-running': ({ name }) =>
    `Stop it first (\`POST ${worker(name)}/stop\`), or remove it as it runs: \`DELETE ${worker(name)}?force=yes\`.`,
  'worker-differs': ({ name }) =>
    `Remove it first (\`DELETE ${worker(name)}?force=yes\`), or choose another name.`,
  'not-your-worker': () => '`GET /workers` has yours, and with `?all-owners=yes` everyone’s.',
  'workspace-missing': () => 'Name a folder that exists in `workspace`, or `empty`.',
  'not-a-repository': () =>
    'Name a folder of a repository in `workspace`; without `branch` it is worked on itself.',
  'workspace-refused': () => 'Name a project’s folder in `workspace`, or `empty`.',
  'no-such-task': ({ hasTasks }) =>
    hasTasks ? '`GET /tasks` has all.' : 'There is none yet: `POST /tasks` makes one.',
  'task-goes-on': ({ id }) => `\`GET /tasks/${id}/events\` follows it, \`POST /tasks/${id}/cancel\` ends it.`,
  'no-such-question': ({ id, open }) =>
    open.length === 0
      ? `\`GET /tasks/${id}\` says how it stands.`
      : `\`GET /tasks/${id}\` has what it asks; name the question in \`question\`.`,
  'worker-has-task': ({ id }) =>
    `\`GET /tasks/${id}/events\` follows it. Without \`worker\` a task gets a worker of its own.`,
  'takes-no-messages': () => 'Ask for one that does: `"talk": "acts"`, or `"asks"`.',
  'talk-over': ({ id }) => `\`GET /tasks/${id}\` has its answer.`,
  'record-moved-on': ({ id }) => `\`GET /tasks/${id}\` says how.`,
  'task-ended': ({ id }) => `\`GET /tasks/${id}\` says more.`,
  'no-prompt-box': ({ name }) => `\`POST ${worker(name)}/send\` types it all the same, and proves nothing.`,
  'no-prompt-at-start': () => 'Start it without one. `POST /workers/NAME/send` types it then.',
  'no-marks': ({ name }) =>
    `Send it without \`capture\`; \`GET ${worker(name)}/capture\` has its screen then. With marks (docs/marks.md) its agent would say so.`,
  'prompt-blocked': ({ name, agent, activity }) =>
    activity === 'login-needed'
      ? `\`hal login ${agent}\`, where the server is, logs in once for all workers. Send it again then.`
      : `\`POST ${worker(name)}/send\` with \`keys\` answers it; \`GET ${worker(name)}/capture\` has its screen.`,
  'prompt-dirty': () => 'Send it with `"clear": true` to drop them.',
  'prompt-stalled': ({ name }) => `\`GET ${worker(name)}/capture\` has its screen.`,
  'answer-late': ({ name }) => `It works on: \`GET ${worker(name)}/wait\` waits for it.`,
  'agent-overdue': ({ name }) =>
    `It works on, perhaps with nobody who answers: \`GET ${worker(name)}/explain\` says why hal thinks so.`,
  'agent-ended': ({ name }) => `\`GET ${worker(name)}/capture\` has its last words. ${restart(name)}`,
  'no-headless': ({ agent }) => `Start it in a terminal: \`POST /workers\` with \`"agent": "${agent}"\`.`,
  'no-talk': () => 'Leave out `talk`, and it works on its one prompt.',
  'no-agent-tools': () =>
    'A worker has the tools of the agent that it was started with. Without `worker` a task gets a worker of its own.',
  'secrets-undelivered': ({ name }) => restart(name),
  'tmux-lost': () => '`GET /workers` says whether the worker still runs.',
  'tmux-silent': () => 'Try again; `POST /workers/NAME/restart` brings it back with its files.',
  'shell-busy': ({ command }) =>
    `Wait for it, interrupt it (\`"keys": ["C-c"]\`), or name a window of its own: what is sent would go to ${command}.`,
  'no-shell-marks': () =>
    'Send it with `POST /workers/NAME/send`, and look with `GET /workers/NAME/capture`.',
  'still-running': ({ worker: name = 'NAME' }) => whileItRuns(name),
  'left-running': ({ worker: name = 'NAME' }) => whileItRuns(name),
  'program-ended': () =>
    '`GET /workers/NAME/capture` has what it said, `POST /workers/NAME/restart` runs it again.',
  'no-branch': () => 'With `"branch"` in `POST /workers` a worker gets one of its own.',
  'no-repository-inside': () => 'With `"branch"` in `POST /workers` a worker gets a clone of its own.',
  'off-branch': ({ name, branch }) =>
    `Let it go back, and take what it did along: \`POST ${worker(name)}/run\` with \`"window": "shell"\` and \`"text": "git switch ${branch} && git merge -"\`.`,
  'merge-unfinished': ({ name }) => `Let it finish, or look: \`GET ${worker(name)}/capture\`.`,
  'bundle-refused': ({ name }) => `\`GET ${worker(name)}/diff\` has its work.`,
  'unmerged-work': ({ name, isPullable }) =>
    `${isPullable ? `\`hal pull ${name}\` brings it home. ` : ''}\`DELETE ${lost(name)}\` gives it up.`,
  'work-unknown': ({ name }) => `\`DELETE ${lost(name)}\` removes it with all that it has.`,
  'teardown-failed': ({ name }) => `\`DELETE ${lost(name)}\` removes it all the same.`,
}

const worker = (name: string): string => `/workers/${name}`

/** It may run as well: with only one of these the next refusal would ask for the other. */
const lost = (name: string): string => `${worker(name)}?force=yes&lose-work=yes`

const restart = (name: string): string => `\`POST ${worker(name)}/restart\` brings it back with its files.`

const whileItRuns = (name: string): string =>
  `\`GET ${worker(name)}/capture\` has what it prints; \`POST ${worker(name)}/send\` with \`"keys": ["C-c"]\` interrupts it.`
