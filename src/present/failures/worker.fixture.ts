import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { ImageFailure } from '../../images/image-failure.ts'
import type { TmuxFailure } from '../../tmux/tmux-failure.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { WorkspaceFailure } from '../../workspace/workspace-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const workerExamples: Examples<
  Exclude<WorkerFailure, EngineFailure | ImageFailure | TmuxFailure | WorkspaceFailure>
> = {
  'invalid-name': {
    failure: { reason: 'invalid-name', name: 'Ada_' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: "Ada_" can\'t be a worker\'s name.\n     A name has lower-case letters, digits and hyphens, at most 63, and begins and ends with a letter or digit.\n',
  },
  'invalid-input': {
    failure: { reason: 'invalid-input', what: '--memory', expected: 'a size such as 4g', got: 'much' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: --memory: expected a size such as 4g, got "much".\n',
  },
  'root-not-allowed': {
    failure: { reason: 'root-not-allowed' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: --root needs `allowRoot: true` in your own config, which is not set.\n     Set it there (`hal config path` says where that is), or leave --root out.\n',
  },
  'no-prompt-box': {
    failure: { reason: 'no-prompt-box', name: 'ada', agent: undefined },
    exitCode: 2,
    httpStatus: 409,
    text: 'hal: ada has no agent to give a prompt to.\n     `hal send ada TEXT` types it all the same, and proves nothing.\n',
  },
  'no-prompt-at-start': {
    failure: { reason: 'no-prompt-at-start', agent: 'shell' },
    exitCode: 2,
    httpStatus: 400,
    text: "hal: how shell takes a prompt, hal doesn't know, so no worker was started.\n     Start it without one. `hal send NAME TEXT` types it then.\n",
  },
  'prompt-blocked': {
    failure: {
      reason: 'prompt-blocked',
      ...{ name: 'ada', agent: 'claude' },
      activity: 'waiting',
      question: 'Bash: rm -rf build',
    },
    exitCode: 22,
    httpStatus: 409,
    text: 'hal: nothing was sent: ada waits for a person: Bash: rm -rf build\n     `hal capture ada` shows it, `hal send ada --keys …` answers, `hal attach ada` does both.\n',
  },
  'prompt-dirty': {
    failure: { reason: 'prompt-dirty', name: 'ada', typed: 'half a thought' },
    exitCode: 21,
    httpStatus: 409,
    text: "hal: nothing was sent: somebody left words in ada's prompt box: half a thought\n     Send with --clear to drop them, or `hal attach` to see to it.\n",
  },
  'prompt-stalled': {
    failure: { reason: 'prompt-stalled', name: 'ada', why: 'not-taken' },
    exitCode: 20,
    httpStatus: 504,
    text: "hal: there is no proof that ada's agent took the prompt, which may still stand in its box.\n     `hal attach ada` shows what is going on.\n",
  },
  'no-marks': {
    failure: { reason: 'no-marks', name: 'ada', agent: 'mine' },
    exitCode: 2,
    httpStatus: 409,
    text: "hal: nothing was sent: mine doesn't say what it does, so hal would not know when its answer is there.\n     `hal send ada TEXT` gives it the prompt, `hal capture ada` shows its screen. With marks (docs/marks.md) it would say so.\n",
  },
  'answer-late': {
    failure: { reason: 'answer-late', name: 'ada', timeoutMs: 60_000 },
    exitCode: 124,
    httpStatus: 504,
    text: 'hal: ada has not answered within 1m.\n     It works on: `hal wait ada` waits for it.\n',
  },
  'agent-overdue': {
    failure: {
      reason: 'agent-overdue',
      name: 'ada',
      how: 'silent',
      forMs: 900_000,
      text: 'Reconnecting... 2/5',
    },
    exitCode: 124,
    httpStatus: 504,
    text: 'hal: ada works, and has shown nothing new for 15m: Reconnecting... 2/5\n     It works on, perhaps with nobody who answers: `hal explain ada` shows what it says, `hal attach ada` lets you stop it.\n',
  },
  'agent-ended': {
    failure: { reason: 'agent-ended', name: 'ada', exitCode: 1 },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: ada's agent has ended, with status 1.\n     `hal capture ada` shows its last words, `hal workers restart ada` starts it again.\n",
  },
  'secret-unread': {
    failure: {
      reason: 'secret-unread',
      name: 'GITHUB_TOKEN',
      from: 'pass show token',
      detail: 'it ended with 1',
    },
    exitCode: 4,
    httpStatus: 422,
    text: "hal: GITHUB_TOKEN can't be read from pass show token: it ended with 1\n     Where it is, your own config says (`hal config show`). No worker was started.\n",
  },
  'no-headless': {
    failure: { reason: 'no-headless', agent: 'cursor' },
    exitCode: 2,
    httpStatus: 422,
    text: "hal: hal doesn't know how cursor works without a terminal.\n     Start it in one: `hal start --agent cursor`.\n",
  },
  'no-own-models': {
    failure: { reason: 'no-own-models', agent: 'cursor' },
    exitCode: 2,
    httpStatus: 422,
    text: "hal: hal doesn't know how cursor is told of other models than its maker's, so no worker was started.\n     Without `agents.cursor.baseUrl` in your own config it asks its maker's, with its key.\n",
  },
  'no-talk': {
    failure: { reason: 'no-talk', agent: 'cursor' },
    exitCode: 2,
    httpStatus: 422,
    text: "hal: hal doesn't know how cursor is talked to while it works.\n     Leave out --ask, --deny and --talk (over HTTP: talk), and it works on its one prompt.\n",
  },
  'no-agent-tools': {
    failure: { reason: 'no-agent-tools', name: 'ada', agent: 'codex', has: 'claude' },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: codex can't work on a task in ada, which was started with claude.\n     A worker has the tools of the agent that it was started with: `hal start --agent codex`. Without --worker a task gets a worker of its own.\n",
  },
  'prompt-undelivered': {
    failure: { reason: 'prompt-undelivered', name: 'task-k7m2xq', detail: 'No space left on device' },
    exitCode: 1,
    httpStatus: 502,
    text: 'hal: what its agent is to be told could not be brought into task-k7m2xq: No space left on device.\n     Its disk may be full, or its engine may have gone away: `hal doctor` says more.\n',
  },
  'no-login': {
    failure: { reason: 'no-login', agent: 'cursor' },
    exitCode: 4,
    httpStatus: 409,
    text: "hal: hal doesn't know how to log in to cursor.\n     Give it a key (agents.cursor.apiKey in your own config), or log in inside a worker with `hal attach`.\n",
  },
  'login-failed': {
    failure: { reason: 'login-failed', agent: 'claude', exitCode: 1, said: 'Invalid code' },
    exitCode: 4,
    httpStatus: 502,
    text: 'hal: claude has no new login: its program ended with status 1: Invalid code\n     What hal kept before is as it was. Try again: Enter shows its own screen.\n',
  },
  'login-unkept': {
    failure: {
      ...{ reason: 'login-unkept', agent: 'claude', path: '/home/me/.local/share/hal/logins' },
      detail: 'ENOSPC: no space left on device, write',
    },
    exitCode: 1,
    httpStatus: 500,
    text: "hal: claude's login could not be kept in /home/me/.local/share/hal/logins: ENOSPC: no space left on device, write.\n     Make room there, or see to it that you may write there, and try again. What hal kept before is as it was.\n",
  },
  'no-kept-login': {
    failure: { reason: 'no-kept-login', agent: 'gemini' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: hal keeps no login of gemini that it could renew.\n     `hal login` shows those that it keeps, `hal login gemini` makes one.\n',
  },
  'login-needed': {
    failure: { reason: 'login-needed', agent: 'claude', why: 'invalid_grant' },
    exitCode: 4,
    httpStatus: 401,
    text: "hal: claude's login is over: its maker takes it no more (invalid_grant).\n     `hal login claude` makes a new one; workers that run with the old one get it.\n",
  },
  'login-unrenewed': {
    failure: { reason: 'login-unrenewed', agent: 'codex', detail: 'nothing came for 20 s' },
    exitCode: 4,
    httpStatus: 502,
    text: "hal: codex's login could not be renewed: nothing came for 20 s.\n     `hal login codex --renew` tries again; what hal keeps is as it was.\n",
  },
  'secrets-undelivered': {
    failure: { reason: 'secrets-undelivered', name: 'ada', detail: 'No space left on device' },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: ada runs without its secrets, which could not be put into it: No space left on device\n     `hal workers restart ada` tries again.\n',
  },
  'no-such-worker': {
    failure: { reason: 'no-such-worker', name: 'nada', suggestion: 'ada', running: ['ada', 'lin'] },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: no worker is named "nada".\n     Did you mean ada? Running: ada, lin.\n',
  },
  'worker-gone': {
    failure: { reason: 'worker-gone', name: 'ada', isNameTaken: false },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: ada is gone: it has been removed.\n     No other worker was touched.\n',
  },
  'ambiguous-worker': {
    failure: { reason: 'ambiguous-worker', name: 'a', matches: ['ada', 'ann'] },
    exitCode: 2,
    httpStatus: 409,
    text: 'hal: "a" could be ada, ann.\n     Say more of the name.\n',
  },
  'no-workers': {
    failure: { reason: 'no-workers' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: there are no workers.\n     `hal workers start` starts one.\n',
  },
  'none-runs': {
    failure: { reason: 'none-runs' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: no worker runs.\n     `hal workers list` shows those that ended; `hal workers start NAME` starts one again with its files.\n',
  },
  'none-fits': {
    failure: { reason: 'none-fits' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: no worker fits the filter.\n     `hal workers list` shows all.\n',
  },
  'worker-not-running': {
    failure: {
      reason: 'worker-not-running',
      name: 'ada',
      phase: 'exited',
      exitCode: 0,
      why: "ended by the engine's restart",
    },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: ada does not run: it is exited (status 0): ended by the engine's restart.\n     `hal workers start ada` starts it again with its files.\n",
  },
  'worker-frozen': {
    failure: { reason: 'worker-frozen', name: 'ada' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ada is frozen, so nothing in it can answer.\n     `hal workers thaw ada` lets it go on.\n',
  },
  'worker-unreachable': {
    failure: { reason: 'worker-unreachable', name: 'ada', detail: 'its tmux is silent' },
    exitCode: 1,
    httpStatus: 502,
    text: "hal: ada runs, but its tmux can't be reached: its tmux is silent.\n     `hal workers restart ada` brings it back with its files.\n",
  },
  'still-waiting': {
    failure: { reason: 'still-waiting', timeoutMs: 30_000, window: 'shell' },
    exitCode: 124,
    httpStatus: 504,
    text: 'hal: another sender had the window "shell" for 30s, so nothing was sent.\n     Try again, or give it longer with --timeout.\n',
  },
  'worker-running': {
    failure: { reason: 'worker-running', name: 'ada' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ada still runs.\n     Stop it first, or remove it with --force: `hal workers remove ada --force`.\n',
  },
  'worker-differs': {
    failure: {
      reason: 'worker-differs',
      name: 'ada',
      differences: [
        { what: 'memory', has: 4 * 1024 ** 3, wants: 512 * 1024 ** 2 },
        { what: 'image or profile', has: 'profile base', wants: 'image node:24' },
        { what: 'cpus', has: '2', wants: '4' },
        { what: 'environment' },
      ],
    },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: a worker named ada exists and differs: its memory is 4G, asked for 512M; it is profile base, asked for image node:24; its limit of cpus is 2, asked for 4; its environment is another one.\n     Remove it first (`hal workers remove ada --force`), or choose another name.\n',
  },
  'not-your-worker': {
    failure: { reason: 'not-your-worker', name: 'ada', owner: 'lin' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: the worker ada is not yours: it belongs to lin.\n     `hal workers list` shows yours, and with --all-owners everyone’s.\n',
  },
  'worker-of-another': {
    failure: { reason: 'worker-of-another', name: 'ada', owner: 'lin' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: a worker named ada exists, and it belongs to lin.\n     Choose another name: names are unique on an engine.\n',
  },
  'worker-ended-at-start': {
    failure: {
      reason: 'worker-ended-at-start',
      name: 'ada',
      exitCode: 127,
      lastLines: ['sh: not found'],
    },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: ada ended as soon as it started, with status 127.\n       sh: not found\n     An image needs a POSIX shell at /bin/sh and the engine’s architecture; `hal doctor` checks the rest.\n',
  },
  'no-shell-in-image': {
    failure: { reason: 'no-shell-in-image', image: 'scratch:1', detail: 'no such file' },
    exitCode: 1,
    httpStatus: 422,
    text: 'hal: scratch:1 has no shell at /bin/sh: no such file.\n     Choose an image with a shell.\n',
  },
  'image-of-another-architecture': {
    failure: {
      reason: 'image-of-another-architecture',
      image: 'mine:1',
      architecture: 'x86_64',
    },
    exitCode: 1,
    httpStatus: 422,
    text: 'hal: mine:1 is made for another processor than the engine’s, which is x86_64.\n     Choose an image for that one, or pull this one with its --platform.\n',
  },
  'workspace-missing': {
    failure: { reason: 'workspace-missing', path: '/nowhere', detail: 'no such folder' },
    exitCode: 2,
    httpStatus: 400,
    text: "hal: the workspace /nowhere can't be used: no such folder.\n     Name a folder that exists with --workspace.\n",
  },
  'workspace-refused': {
    failure: { reason: 'workspace-refused', path: '/home/me', why: 'home' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: the current folder is your home (/home/me), and hal does not hand a worker all of that unasked.\n     Go to a project’s folder, or name one with --workspace.\n',
  },
  unconfirmed: {
    failure: { reason: 'unconfirmed', what: 'prune', names: ['ada', 'lin'] },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: prune would remove ada, lin with files and logs, and there is no terminal to ask on.\n     `hal prune --force` removes them unasked; folders of yours stay.\n',
  },
  'not-a-terminal': {
    failure: { reason: 'not-a-terminal', what: 'hal attach' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: hal attach needs a terminal, and this is none.\n     Use `hal send --capture` or `hal capture` in scripts.\n',
  },
}
