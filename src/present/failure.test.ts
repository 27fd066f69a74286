import { describe, expect, expectTypeOf, test } from 'vitest'
import type { ConfigFailure } from '../config/config-failure.ts'
import type { ImageFailure } from '../images/image-failure.ts'
import type { TmuxFailure } from '../tmux/tmux-failure.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { exitCodeOf, type Failure, failureJson, failureText, sentenceOf } from './failure.ts'
import { workspaceFailures, workspaceSentencesExpected } from './failures/workspace.fixture.ts'

type Reason = Failure['reason']
type Example = readonly [exitCode: number, httpStatus: number, text: string]

/** One of each: a reason without an example doesn't compile. */
const failures: { readonly [R in Reason]: Extract<Failure, { readonly reason: R }> } = {
  'ambiguous-worker': { reason: 'ambiguous-worker', name: 'a', matches: ['ada', 'ann'] },
  'bad-profile': {
    reason: 'bad-profile',
    file: 'profiles/web/profile.json',
    path: 'parnt',
    expected: 'a known key',
    got: '"base"',
    suggestion: 'parent',
  },
  'base-not-here': { reason: 'base-not-here', reference: 'debian:12' },
  'build-failed': { reason: 'build-failed', step: 'RUN make', exitCode: 2, tail: ['make: no rule', 'stop'] },
  'buildx-refused': { reason: 'buildx-refused', detail: 'Cache export is not supported' },
  cancelled: { reason: 'cancelled', what: 'the build' },
  'no-prompt-box': { reason: 'no-prompt-box', name: 'ada', agent: undefined },
  'prompt-blocked': {
    reason: 'prompt-blocked',
    name: 'ada',
    activity: 'waiting',
    question: 'Bash: rm -rf build',
  },
  'prompt-dirty': { reason: 'prompt-dirty', name: 'ada', typed: 'half a thought' },
  'prompt-stalled': { reason: 'prompt-stalled', name: 'ada', why: 'not-taken' },
  'answer-late': { reason: 'answer-late', name: 'ada', timeoutMs: 60_000 },
  'agent-overdue': {
    ...{ reason: 'agent-overdue', name: 'ada', how: 'silent', forMs: 900_000 },
    text: 'Reconnecting... 2/5',
  },
  'agent-ended': { reason: 'agent-ended', name: 'ada', exitCode: 1 },
  'secret-unread': {
    reason: 'secret-unread',
    name: 'GITHUB_TOKEN',
    from: 'pass show token',
    detail: 'it ended with 1',
  },
  'no-login': { reason: 'no-login', agent: 'cursor' },
  'login-failed': { reason: 'login-failed', agent: 'claude', exitCode: 1 },
  'secrets-undelivered': { reason: 'secrets-undelivered', name: 'ada', detail: 'No space left on device' },
  'config-unreadable': {
    reason: 'config-unreadable',
    file: '/p/hal.config.json',
    detail: 'line 3: no comma',
  },
  'container-running': { reason: 'container-running', id: '0123456789abcdef' },
  'engine-denied': {
    reason: 'engine-denied',
    address: 'unix:///run/docker.sock',
    detail: 'permission denied',
  },
  'engine-lost': { reason: 'engine-lost', address: 'unix:///run/docker.sock', detail: 'connection closed' },
  'engine-refused': { reason: 'engine-refused', what: 'pause it', status: 500, detail: 'no freezer cgroup' },
  'invalid-input': { reason: 'invalid-input', what: '--memory', expected: 'a size such as 4g', got: 'much' },
  'invalid-name': { reason: 'invalid-name', name: 'Ada_' },
  'missing-file': { reason: 'missing-file', file: 'setup.sh', neededBy: 'the profile web' },
  'name-taken': { reason: 'name-taken', name: 'hal-ada' },
  'needs-more-input': { reason: 'needs-more-input', text: 'echo "' },
  'no-buildx': { reason: 'no-buildx', detail: 'docker is not installed' },
  'platforms-need-push': { reason: 'platforms-need-push', platforms: ['linux/amd64', 'linux/arm64'] },
  'no-buildkit': { reason: 'no-buildkit', engine: 'podman 4.3' },
  'context-refused': { reason: 'context-refused', detail: 'invalid response status 403' },
  'no-engine': {
    reason: 'no-engine',
    tried: [
      { via: 'DOCKER_HOST', address: 'unix:///run/docker.sock', outcome: 'nothing listens there' },
      { via: 'podman', address: undefined, outcome: 'not installed' },
    ],
  },
  'no-image-chosen': {
    reason: 'no-image-chosen',
    mode: 'task',
    tried: ['TASK_IMAGE_CODEX', 'TASK_IMAGE_DEFAULT', 'TTYD_IMAGE'],
    chain: [],
  },
  'no-registry': { reason: 'no-registry' },
  'bad-image-name': { reason: 'bad-image-name', name: 'ghcr.io/Me/hal-base:1' },
  'registry-silent': { reason: 'registry-silent', image: 'ghcr.io/me/x:1', silenceMs: 60_000 },
  'digest-mismatch': {
    reason: 'digest-mismatch',
    ...{ image: 'ghcr.io/me/x:1', expected: 'sha256:aa', got: undefined },
  },
  'tag-taken': { reason: 'tag-taken', image: 'ghcr.io/me/x:3f9c2a1' },
  'lock-unwritable': { reason: 'lock-unwritable', file: '/p/hal-images.lock.json', detail: 'EACCES' },
  'no-shell-in-image': { reason: 'no-shell-in-image', image: 'scratch:1', detail: 'no such file' },
  'image-of-another-architecture': {
    reason: 'image-of-another-architecture',
    image: 'mine:1',
    architecture: 'x86_64',
  },
  'no-shell-marks': { reason: 'no-shell-marks', command: 'vim', free: undefined },
  'no-such-container': { reason: 'no-such-container', id: '0123456789abcdef' },
  'no-such-image': { reason: 'no-such-image', image: 'nope:1', detail: 'pull access denied' },
  'no-such-window': { reason: 'no-such-window', window: 'agent', windows: ['shell'] },
  'no-such-worker': { reason: 'no-such-worker', name: 'nada', suggestion: 'ada', running: ['ada', 'lin'] },
  'worker-gone': { reason: 'worker-gone', name: 'ada', isNameTaken: false },
  'no-tools': { reason: 'no-tools', detail: 'tmux is not in it' },
  'no-workers': { reason: 'no-workers' },
  'not-a-terminal': { reason: 'not-a-terminal', what: 'hal attach' },
  'not-running': { reason: 'not-running', id: '0123456789abcdef' },
  'not-supported': { reason: 'not-supported', what: 'freeze', engine: 'podman 4.3' },
  'profile-cycle': { reason: 'profile-cycle', profiles: ['a', 'b', 'a'], file: 'profiles/a/profile.json' },
  'profile-not-built': { reason: 'profile-not-built', profile: 'python', image: 'hal/python:1' },
  'image-outdated': { reason: 'image-outdated', profile: 'python', image: 'hal/python:0000000' },
  'bad-profile-name': { reason: 'bad-profile-name', name: 'A b' },
  'profile-unwritable': {
    reason: 'profile-unwritable',
    file: '/p/profile.json',
    detail: 'it is there already',
  },
  'unknown-tool': {
    reason: 'unknown-tool',
    tool: 'cladue',
    suggestion: 'claude',
    known: ['claude', 'codex'],
  },
  'unknown-agent': {
    reason: 'unknown-agent',
    agent: 'cladue',
    suggestion: 'claude',
    known: ['claude', 'codex'],
  },
  'agent-unreachable': {
    reason: 'agent-unreachable',
    agent: 'cursor',
    detail: "fetch: cursor can't be had from https://downloads.cursor.com/x",
  },
  'bad-version': { reason: 'bad-version', tool: 'codex', version: '1 2' },
  'pins-unreadable': { reason: 'pins-unreadable', file: '/p/.hal/pins.json', why: 'EACCES' },
  'context-unreadable': { reason: 'context-unreadable', file: '/p/.hal/profiles/go/key', why: 'EACCES' },
  'pins-unwritable': { reason: 'pins-unwritable', file: '/p/.hal/pins.json', detail: 'EACCES' },
  'none-runs': { reason: 'none-runs' },
  'none-fits': { reason: 'none-fits' },
  'program-ended': { reason: 'program-ended', exitCode: 127 },
  'left-running': { reason: 'left-running', stdout: Buffer.from('so far') },
  'image-in-use': { reason: 'image-in-use', image: 'hal/python:3f9c2a1', detail: 'ada uses it' },
  'prune-unconfirmed': { reason: 'prune-unconfirmed', count: 3 },
  'engine-disk-full': {
    reason: 'engine-disk-full',
    ...{ address: 'unix:///var/run/docker.sock', what: 'build hal/tex:3f9c2a1' },
    tail: ['head: write error: No space left on device'],
  },
  'registry-denied': {
    reason: 'registry-denied',
    ...{ image: 'ghcr.io/me/x', registry: 'ghcr.io', detail: 'unauthorized' },
  },
  'registry-unreachable': {
    reason: 'registry-unreachable',
    image: 'ghcr.io/me/x',
    registry: 'ghcr.io',
    detail: 'no such host',
    mayPass: true,
  },
  'shell-busy': { reason: 'shell-busy', command: 'make', free: 'shell' },
  'shell-ended': { reason: 'shell-ended', exitCode: 3, stdout: Buffer.from('bye') },
  'still-running': { reason: 'still-running', timeoutMs: 30_000, stdout: Buffer.from('so far') },
  'still-waiting': { reason: 'still-waiting', timeoutMs: 30_000, window: 'shell' },
  'text-has-nul': { reason: 'text-has-nul' },
  'tmux-lost': { reason: 'tmux-lost', detail: 'server exited' },
  'tmux-refused': { reason: 'tmux-refused', command: 'capture-pane', detail: 'no pane' },
  'tmux-silent': { reason: 'tmux-silent', waitedMs: 1000 },
  unconfirmed: { reason: 'unconfirmed', what: 'prune', names: ['ada', 'lin'] },
  'unknown-config-key': {
    reason: 'unknown-config-key',
    file: '/p/hal.config.json',
    path: 'profil',
    suggestion: 'profile',
  },
  'unknown-key': { reason: 'unknown-key', key: 'Etner', suggestion: 'Enter' },
  'unknown-profile': {
    reason: 'unknown-profile',
    profile: 'pyton',
    suggestion: 'python',
    known: ['base', 'python'],
  },
  'untrusted-config': { reason: 'untrusted-config', file: '/p/hal.config.ts', hasChanged: false },
  'widening-key': { reason: 'widening-key', file: '/p/hal.config.json', path: 'mounts', isOutside: false },
  'redirecting-variable': {
    reason: 'redirecting-variable',
    file: '/p/hal.config.json',
    path: 'env.ANTHROPIC_BASE_URL',
  },
  'worker-differs': {
    reason: 'worker-differs',
    name: 'ada',
    differences: [
      { what: 'memory', has: 4 * 1024 ** 3, wants: 512 * 1024 ** 2 },
      { what: 'image or profile', has: 'profile base', wants: 'image node:24' },
      { what: 'cpus', has: '2', wants: '4' },
      { what: 'environment' },
    ],
  },
  'worker-ended-at-start': {
    reason: 'worker-ended-at-start',
    name: 'ada',
    exitCode: 127,
    lastLines: ['sh: not found'],
  },
  'worker-frozen': { reason: 'worker-frozen', name: 'ada' },
  'worker-not-running': {
    reason: 'worker-not-running',
    name: 'ada',
    phase: 'exited',
    exitCode: 0,
    why: "ended by the engine's restart",
  },
  'root-not-allowed': { reason: 'root-not-allowed' },
  'not-your-worker': { reason: 'not-your-worker', name: 'ada', owner: 'lin' },
  'worker-of-another': { reason: 'worker-of-another', name: 'ada', owner: 'lin' },
  'worker-running': { reason: 'worker-running', name: 'ada' },
  'worker-unreachable': { reason: 'worker-unreachable', name: 'ada', detail: 'its tmux is silent' },
  'workspace-missing': { reason: 'workspace-missing', path: '/nowhere', detail: 'no such folder' },
  'workspace-refused': { reason: 'workspace-refused', path: '/home/me', why: 'home' },
  'wrong-value': {
    reason: 'wrong-value',
    file: 'HAL_MEMORY',
    path: 'memory',
    expected: 'a size such as 512m or 4g',
    got: "'much'",
  },
  ...workspaceFailures,
}

const expected: Readonly<Record<Reason, Example>> = {
  'ambiguous-worker': [2, 409, 'hal: "a" could be ada, ann.\n     Say more of the name.\n'],
  'bad-profile': [
    2,
    422,
    'hal: profiles/web/profile.json, at parnt: expected a known key, got "base".\n     Did you mean parent?\n',
  ],
  'base-not-here': [
    5,
    409,
    "hal: debian:12 isn't on this engine, and its id is a part of the names of what stands on it.\n     Pull it (`docker pull debian:12`), or name several platforms: then its name counts in place of its id.\n",
  ],
  'buildx-refused': [
    3,
    501,
    'hal: buildx refused: Cache export is not supported\n     Give it a builder that can do more: `docker buildx create --use`.\n',
  ],
  'no-buildx': [
    3,
    501,
    "hal: docker's plugin buildx is missing, which builds for other platforms and exports caches: docker is not installed.\n     Docker Desktop has it; otherwise install docker-buildx (Debian, Ubuntu) or docker-buildx-plugin (Docker’s own packages).\n",
  ],
  'platforms-need-push': [
    2,
    400,
    "hal: images for linux/amd64 and linux/arm64 can't stay on this engine, which keeps one platform of an image.\n     Send them to a registry with --push, or name one platform.\n",
  ],
  'build-failed': [
    1,
    500,
    'hal: the build failed at RUN make, with status 2.\n       make: no rule\n       stop\n',
  ],
  'no-prompt-box': [
    2,
    409,
    'hal: ada has no agent to give a prompt to.\n     `hal send ada TEXT` types it all the same, and proves nothing.\n',
  ],
  'prompt-blocked': [
    22,
    409,
    'hal: nothing was sent: ada waits for a person: Bash: rm -rf build\n     `hal attach ada` to see to it.\n',
  ],
  'prompt-dirty': [
    21,
    409,
    "hal: nothing was sent: somebody left words in ada's prompt box: half a thought\n     Send with --clear to drop them, or `hal attach` to see to it.\n",
  ],
  'prompt-stalled': [
    20,
    504,
    "hal: there is no proof that ada's agent took the prompt, which may still stand in its box.\n     `hal attach ada` shows what is going on.\n",
  ],
  'agent-overdue': [
    124,
    504,
    'hal: ada works, and has shown nothing new for 15m: Reconnecting... 2/5\n     It works on, perhaps with nobody who answers: `hal explain ada` shows what it says, `hal attach ada` lets you stop it.\n',
  ],
  'answer-late': [
    124,
    504,
    'hal: ada has not answered within 1m.\n     It works on: `hal wait ada` waits for it.\n',
  ],
  'agent-ended': [
    1,
    409,
    "hal: ada's agent has ended, with status 1.\n     `hal capture ada` shows its last words, `hal workers restart ada` starts it again.\n",
  ],
  'secret-unread': [
    4,
    422,
    "hal: GITHUB_TOKEN can't be read from pass show token: it ended with 1\n     Where it is, your own config says (`hal config show`). No worker was started.\n",
  ],
  'no-login': [
    4,
    409,
    "hal: hal doesn't know how to log in to cursor.\n     Give it a key (agents.cursor.apiKey in your own config), or log in inside a worker with `hal attach`.\n",
  ],
  'login-failed': [
    4,
    502,
    'hal: claude has no new login: its program ended with status 1.\n     What hal kept before is as it was. Try again: Enter shows its own screen.\n',
  ],
  'secrets-undelivered': [
    1,
    500,
    'hal: ada runs without its secrets, which could not be put into it: No space left on device\n     `hal workers restart ada` tries again.\n',
  ],
  cancelled: [1, 409, 'hal: the build was cancelled.\n'],
  'config-unreadable': [2, 422, "hal: /p/hal.config.json can't be read: line 3: no comma\n"],
  'container-running': [1, 409, 'hal: container 0123456789ab still runs.\n     Stop it first.\n'],
  'engine-denied': [
    3,
    503,
    'hal: the engine at unix:///run/docker.sock refuses this user: permission denied.\n     Join its group (`sudo usermod -aG docker $USER`, then log in again), or use a rootless engine.\n',
  ],
  'engine-lost': [
    3,
    503,
    'hal: the engine at unix:///run/docker.sock went away: connection closed.\n     Workers run on without it where it has live-restore. Start it again, then repeat the command.\n',
  ],
  'engine-refused': [
    3,
    502,
    'hal: the engine refused to pause it: no freezer cgroup\n     (HTTP 500)\n     `hal doctor` says more.\n',
  ],
  'invalid-input': [2, 400, 'hal: --memory: expected a size such as 4g, got "much".\n'],
  'invalid-name': [
    2,
    400,
    'hal: "Ada_" can\'t be a worker\'s name.\n     A name has lower-case letters, digits and hyphens, at most 63, and begins and ends with a letter or digit.\n',
  ],
  'missing-file': [
    2,
    422,
    'hal: setup.sh is missing; the profile web needs it.\n     Put it there, or correct what names it.\n',
  ],
  'name-taken': [
    1,
    409,
    "hal: a container named hal-ada exists, and it is no worker of hal's.\n     Choose another name, or remove it: `docker rm hal-ada`.\n",
  ],
  'needs-more-input': [
    2,
    400,
    'hal: the shell waits for the rest of the command (an open quote, a missing `done`), so it was cancelled.\n     Send the whole command.\n',
  ],
  'context-refused': [
    3,
    501,
    'hal: the engine could not read what it was sent to build: invalid response status 403.\n' +
      '     Docker before 27.5 can’t, where it keeps images in containerd.\n' +
      '     Update Docker, or turn off its setting "Use containerd for pulling and storing images".\n',
  ],
  'no-buildkit': [
    3,
    501,
    'hal: podman 4.3 has no BuildKit, and hal builds with nothing else.\n     Use Docker 20.10 or newer (or podman with its own `podman build`, then `--image`).\n',
  ],
  'no-engine': [
    3,
    503,
    'hal: no container engine answers.\n     Tried:\n       DOCKER_HOST: unix:///run/docker.sock (nothing listens there)\n       podman (not installed)\n     Start Docker, or name another engine with --engine or DOCKER_HOST. `hal doctor` says more.\n',
  ],
  'no-image-chosen': [
    5,
    409,
    'hal: no image is named for a task.\n     Set TASK_IMAGE_CODEX, or else TASK_IMAGE_DEFAULT, or else TTYD_IMAGE, or images.tasks in your config.\n',
  ],
  'bad-image-name': [
    2,
    400,
    "hal: ghcr.io/Me/hal-base:1 can't be the name of an image.\n     Names are in lower-case letters, without https://; a version has letters, digits, dots and hyphens. See --registry, images.registry, images.org and images.version.\n",
  ],
  'registry-silent': [
    3,
    504,
    'hal: the registry ghcr.io said nothing about the image ghcr.io/me/x:1 for 60 seconds.\n     Check the network and the registry, then repeat the command.\n',
  ],
  'digest-mismatch': [
    1,
    502,
    'hal: the registry has something else for ghcr.io/me/x:1 than it should.\n     Expected sha256:aa, got none.\n     No alias was moved to it. Look at what stands between hal and the registry, then repeat the command.\n',
  ],
  'tag-taken': [
    1,
    409,
    'hal: ghcr.io/me/x:3f9c2a1 is there, and was built from something else.\n     The tag of a fingerprint never moves. Remove it from the registry if nobody needs it, or push to another one.\n',
  ],
  'lock-unwritable': [
    1,
    409,
    "hal: the digests can't be written to /p/hal-images.lock.json: EACCES.\n     Name another file with --lock. What was pushed is pushed; repeating the command writes the file.\n",
  ],
  'no-registry': [
    2,
    400,
    'hal: no registry is named, to push to or to take caches from.\n     Name one with --registry, or set images.registry and images.org in your config, or IMG_REGISTRY and IMG_ORG.\n',
  ],
  'no-shell-in-image': [
    1,
    422,
    'hal: scratch:1 has no shell at /bin/sh: no such file.\n     Choose an image with a shell.\n',
  ],
  'image-of-another-architecture': [
    1,
    422,
    'hal: mine:1 is made for another processor than the engine’s, which is x86_64.\n     Choose an image for that one, or pull this one with its --platform.\n',
  ],
  'no-shell-marks': [
    1,
    409,
    "hal: the window runs vim, which does not say where a command's output begins and ends.\n     Send without --capture and look with `hal capture`.\n",
  ],
  'no-such-container': [
    5,
    404,
    'hal: the engine knows no container 0123456789ab any more.\n     `hal workers list` shows who is there.\n',
  ],
  'no-such-image': [
    5,
    404,
    'hal: there is no image nope:1: pull access denied\n     Check its name, its tag (1) and where it is from (Docker Hub); for a private registry, `docker login` first.\n',
  ],
  'no-such-window': [5, 404, 'hal: the worker has no window "agent".\n     It has shell.\n'],
  'no-such-worker': [5, 404, 'hal: no worker is named "nada".\n     Did you mean ada? Running: ada, lin.\n'],
  'worker-gone': [5, 404, 'hal: ada is gone: it has been removed.\n     No other worker was touched.\n'],
  'no-tools': [
    1,
    500,
    'hal: the tools that every worker needs could not be made: tmux is not in it\n     `hal doctor` checks what their build needs.\n',
  ],
  'no-workers': [5, 404, 'hal: there are no workers.\n     `hal workers start` starts one.\n'],
  'not-a-terminal': [
    2,
    400,
    'hal: hal attach needs a terminal, and this is none.\n     Use `hal send --capture` or `hal capture` in scripts.\n',
  ],
  'not-running': [
    1,
    409,
    'hal: container 0123456789ab does not run.\n     `hal workers list` says how it ended.\n',
  ],
  'not-supported': [3, 501, "hal: podman 4.3 can't freeze.\n     `hal doctor` says more.\n"],
  'profile-cycle': [
    2,
    422,
    'hal: profiles stand on each other in a circle: a → b → a.\n     Give one of them another parent, in profiles/a/profile.json.\n',
  ],
  'profile-not-built': [
    5,
    409,
    'hal: the profile python has no image on this engine yet.\n     Build it: `hal build-profiles python`.\n',
  ],
  'image-outdated': [
    5,
    404,
    "hal: hal/python:0000000 is not on this engine, and the profile python is something else by now.\n     Name the profile, or hal/python:latest, which is built where it isn't there.\n",
  ],
  'image-in-use': [
    1,
    409,
    'hal: a container still needs the image hal/python:3f9c2a1: ada uses it\n     Remove the container first: `hal prune` removes ended workers.\n',
  ],
  'prune-unconfirmed': [
    2,
    400,
    'hal: images prune would remove 3 images, and there is no terminal to ask on.\n     `hal images prune --dry-run` says which; `--force` removes them unasked.\n',
  ],
  'engine-disk-full': [
    3,
    503,
    'hal: the disk of the engine at unix:///var/run/docker.sock is full, so it could not build hal/tex:3f9c2a1.\n       head: write error: No space left on device\n     Make room, then repeat the command: `docker system df` says what takes how much, `hal images prune` removes images that nothing uses, `docker builder prune` what builds keep.\n',
  ],
  'registry-denied': [
    4,
    401,
    'hal: the registry ghcr.io lets nobody in for the image ghcr.io/me/x: unauthorized\n     Log in, `docker login ghcr.io`, then repeat the command.\n',
  ],
  'registry-unreachable': [
    3,
    502,
    "hal: the registry ghcr.io can't be reached for the image ghcr.io/me/x: no such host\n     Check the network and the proxy of the engine, which is who asks; an image that is here already needs no registry.\n",
  ],
  'shell-busy': [
    1,
    409,
    'hal: the shell is busy with make, so nothing was sent.\n     Wait for it, interrupt it (`--keys C-c`), or send without --capture to type to make. A shell that is free: `--window shell`.\n',
  ],
  'shell-ended': [
    1,
    409,
    'hal: the command ended its own shell with status 3. A fresh shell took its place.\n',
  ],
  'bad-profile-name': [
    2,
    400,
    'hal: "A b" can\'t be a profile\'s name.\n     A name has lower-case letters and digits, with single hyphens, dots or underscores between them.\n',
  ],
  'profile-unwritable': [
    1,
    409,
    "hal: /p/profile.json can't be written: it is there already.\n     It is as it was. Choose another name, or a folder that you may write.\n",
  ],
  'unknown-tool': [
    5,
    404,
    'hal: no tool "cladue" is pinned.\n     Did you mean claude? There are claude, codex.\n',
  ],
  'unknown-agent': [
    5,
    404,
    'hal: there are no tools for an agent "cladue".\n     Did you mean claude? There are claude, codex.\n',
  ],
  'agent-unreachable': [
    1,
    502,
    "hal: the tools of cursor can't be fetched.\n       fetch: cursor can't be had from https://downloads.cursor.com/x\n     Where that address is blocked, run cursor from an image that has it.\n",
  ],
  'bad-version': [
    2,
    400,
    'hal: "1 2" can\'t be a version of codex.\n     A version has letters, digits, dots, hyphens, underscores and plus signs: `hal images upgrade codex@1.2.3`.\n',
  ],
  'pins-unreadable': [
    2,
    422,
    "hal: /p/.hal/pins.json can't be read: EACCES.\n     Without it, other versions would go into images. Make it readable for you, or remove it.\n",
  ],
  'context-unreadable': [
    2,
    422,
    "hal: /p/.hal/profiles/go/key can't be read, and an image is made of it: EACCES.\n     Make it readable for you, or have `.dockerignore` leave it out.\n",
  ],
  'pins-unwritable': [
    1,
    409,
    "hal: /p/.hal/pins.json can't be written: EACCES.\n     It is as it was. --file names another one.\n",
  ],
  'none-runs': [
    5,
    404,
    'hal: no worker runs.\n     `hal workers list` shows those that ended; `hal workers start NAME` starts one again with its files.\n',
  ],
  'none-fits': [5, 404, 'hal: no worker fits the filter.\n     `hal workers list` shows all.\n'],
  'left-running': [
    1,
    409,
    'hal: no longer waiting. The command runs on.\n     `hal send NAME --keys C-c` interrupts it; `hal capture NAME` shows what it prints.\n',
  ],
  'program-ended': [
    1,
    409,
    'hal: what ran in this window has ended with status 127, so nothing was sent.\n     `hal capture NAME` shows what it said, `hal restart NAME` runs it again, and `--window shell` is a shell beside it.\n',
  ],
  'still-running': [
    124,
    504,
    'hal: still running after 30s. The command runs on.\n     `hal capture NAME` shows what it prints; `hal send NAME --keys C-c` interrupts it.\n',
  ],
  'still-waiting': [
    124,
    504,
    'hal: another sender had the window "shell" for 30s, so nothing was sent.\n     Try again, or give it longer with --timeout.\n',
  ],
  'text-has-nul': [
    2,
    400,
    'hal: the text has a NUL byte, which no terminal can be sent.\n     Put binary data in a file in the workspace instead.\n',
  ],
  'tmux-lost': [
    1,
    502,
    "hal: the worker's tmux went away: server exited.\n     `hal workers list` says whether the worker still runs.\n",
  ],
  'tmux-refused': [1, 502, "hal: the worker's tmux refused capture-pane: no pane.\n"],
  'tmux-silent': [
    1,
    504,
    "hal: the worker's tmux did not answer within 1s.\n     `hal workers health` asks again; `hal workers restart NAME` brings it back with its files.\n",
  ],
  unconfirmed: [
    2,
    400,
    'hal: prune would remove ada, lin with files and logs, and there is no terminal to ask on.\n     `hal prune --force` removes them unasked; folders of yours stay.\n',
  ],
  'unknown-config-key': [
    2,
    422,
    'hal: /p/hal.config.json sets "profil", which hal does not know.\n     Did you mean profile?\n',
  ],
  'unknown-key': [
    2,
    400,
    'hal: "Etner" is no key.\n     Did you mean Enter? Keys are written as in tmux: C-c, M-x, Up, Enter, F5.\n',
  ],
  'unknown-profile': [
    5,
    404,
    'hal: there is no profile "pyton".\n     Did you mean python? There are base, python.\n',
  ],
  'untrusted-config': [
    4,
    403,
    'hal: /p/hal.config.ts is code, and you have not said that it may run.\n     Read it, then `hal config trust`. JSON and YAML configs need no trust.\n',
  ],
  'redirecting-variable': [
    4,
    403,
    'hal: /p/hal.config.json sets env.ANTHROPIC_BASE_URL, which only your own config may: it could send an agent, and with it your key, elsewhere.\n     Move it to your own config (`hal config path` says where that is), or take it out.\n',
  ],
  'widening-key': [
    4,
    403,
    'hal: /p/hal.config.json sets mounts, which only your own config may: it widens what workers can reach.\n     Move it to your own config (`hal config path` says where that is), or take it out.\n',
  ],
  'worker-differs': [
    1,
    409,
    'hal: a worker named ada exists and differs: its memory is 4G, asked for 512M; it is profile base, asked for image node:24; its limit of cpus is 2, asked for 4; its environment is another one.\n     Remove it first (`hal workers remove ada --force`), or choose another name.\n',
  ],
  'worker-ended-at-start': [
    1,
    500,
    'hal: ada ended as soon as it started, with status 127.\n       sh: not found\n     An image needs a POSIX shell at /bin/sh and the engine’s architecture; `hal doctor` checks the rest.\n',
  ],
  'worker-frozen': [
    1,
    409,
    'hal: ada is frozen, so nothing in it can answer.\n     `hal workers thaw ada` lets it go on.\n',
  ],
  'worker-not-running': [
    1,
    409,
    "hal: ada does not run: it is exited (status 0): ended by the engine's restart.\n     `hal workers start ada` starts it again with its files.\n",
  ],
  'root-not-allowed': [
    2,
    400,
    'hal: --root needs `allowRoot: true` in your own config, which is not set.\n     Set it there (`hal config path` says where that is), or leave --root out.\n',
  ],
  'not-your-worker': [
    5,
    404,
    'hal: the worker ada is not yours: it belongs to lin.\n     `hal workers list` shows yours, and with --all-owners everyone’s.\n',
  ],
  'worker-of-another': [
    1,
    409,
    'hal: a worker named ada exists, and it belongs to lin.\n     Choose another name: names are unique on an engine.\n',
  ],
  'worker-running': [
    1,
    409,
    'hal: ada still runs.\n     Stop it first, or remove it with --force: `hal workers remove ada --force`.\n',
  ],
  'worker-unreachable': [
    1,
    502,
    "hal: ada runs, but its tmux can't be reached: its tmux is silent.\n     `hal workers restart ada` brings it back with its files.\n",
  ],
  'workspace-missing': [
    2,
    400,
    "hal: the workspace /nowhere can't be used: no such folder.\n     Name a folder that exists with --workspace.\n",
  ],
  'workspace-refused': [
    2,
    400,
    'hal: the current folder is your home (/home/me), and hal does not hand a worker all of that unasked.\n     Go to a project’s folder, or name one with --workspace.\n',
  ],
  'wrong-value': [2, 422, "hal: HAL_MEMORY sets memory to 'much'; expected a size such as 512m or 4g.\n"],
  ...workspaceSentencesExpected,
}

describe('every failure', () => {
  test.each(Object.values(failures))('$reason says what happened, and what to do', (failure) => {
    const { exitCode, httpStatus } = sentenceOf(failure)
    expect([exitCode, httpStatus, failureText(failure)]).toEqual(expected[failure.reason])
  })

  test.each(Object.values(failures))(
    '$reason has one voice: lower case, no exclamation mark, an end',
    (failure) => {
      const { what, why = [], next = '' } = sentenceOf(failure)
      expect(`${what} ${next}`).not.toContain('!')
      expect([what, ...why].join('\n')).not.toMatch(/undefined|\[object/)
      expect(failureText(failure)).toMatch(/^hal: ["'/\w-].*\n$/s)
    },
  )

  test('belongs to one family only, so no family’s sentence stands in for another’s', () => {
    expectTypeOf<ConfigFailure['reason'] & WorkerFailure['reason']>().toBeNever()
    expectTypeOf<TmuxFailure['reason'] & ImageFailure['reason']>().toEqualTypeOf<'cancelled'>()
  })
})

test('during a capture the exit code is the command’s, so a failure of hal’s own is 125', () => {
  expect(exitCodeOf(failures['no-such-worker'])).toBe(5)
  expect(exitCodeOf(failures['no-such-worker'], true)).toBe(125)
  expect(exitCodeOf(failures['no-engine'], true)).toBe(125)
  expect(exitCodeOf(failures['still-running'], true)).toBe(124)
})

test('what a container says can’t steer the terminal it is printed on', () => {
  const failure: Failure = {
    reason: 'tmux-lost',
    detail: 'red \u001b[31mink\u001b]52;c;eA==\u0007\rhal: all is well',
  }
  expect(failureText(failure)).toBe(
    "hal: the worker's tmux went away: red ink hal: all is well.\n     `hal workers list` says whether the worker still runs.\n",
  )
})

test('another window is advised only where one is free', () => {
  for (const reason of ['shell-busy', 'no-shell-marks'] as const) {
    expect(failureText({ reason, command: 'vim', free: undefined })).not.toContain('--window')
    expect(failureText({ reason, command: 'vim', free: '2' })).toContain('`--window 2`')
  }
})

test('a failure that is about one of many names it', () => {
  expect(failureText(failures['text-has-nul'], 'ada')).toMatch(/^hal: ada: the text has a NUL byte/)
})

test('limits that differ by less than their rounded sizes tell are told in bytes', () => {
  const memory = { what: 'memory', has: 4 * 1024 ** 3, wants: 4 * 1024 ** 3 + 1 } as const
  expect(failureText({ reason: 'worker-differs', name: 'ada', differences: [memory] })).toContain(
    'its memory is 4294967296 bytes, asked for 4294967297.',
  )
})

test('a config that changed since it was trusted is told from one that never was', () => {
  expect(failureText({ ...failures['widening-key'], path: 'workspace', isOutside: true })).toContain(
    'sets workspace to a folder outside the project, which only your own config may',
  )
  expect(failureText({ ...failures['untrusted-config'], hasChanged: true })).toContain(
    'has changed since you said',
  )
})

test('programs get the reason, its facts and the sentence, and no bytes of output', () => {
  expect(failureJson(failures['still-running'])).toEqual({
    version: 1,
    failure: {
      reason: 'still-running',
      timeoutMs: 30_000,
      message: 'still running after 30s. The command runs on.',
      next: '`hal capture NAME` shows what it prints; `hal send NAME --keys C-c` interrupts it.',
    },
  })
})
