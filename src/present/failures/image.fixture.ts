import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { ImageFailure } from '../../images/image-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const imageExamples: Examples<Exclude<ImageFailure, EngineFailure>> = {
  'unknown-profile': {
    failure: {
      reason: 'unknown-profile',
      profile: 'pyton',
      suggestion: 'python',
      known: ['base', 'python'],
    },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: there is no profile "pyton".\n     Did you mean python? There are base, python.\n',
  },
  'bad-profile-name': {
    failure: { reason: 'bad-profile-name', name: 'A b' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: "A b" can\'t be a profile\'s name.\n     A name has lower-case letters and digits, with single hyphens, dots or underscores between them.\n',
  },
  'profile-unwritable': {
    failure: {
      reason: 'profile-unwritable',
      file: '/p/profile.json',
      detail: 'it is there already',
    },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: /p/profile.json can't be written: it is there already.\n     It is as it was. Choose another name, or a folder that you may write.\n",
  },
  'unknown-tool': {
    failure: {
      reason: 'unknown-tool',
      tool: 'cladue',
      suggestion: 'claude',
      known: ['claude', 'codex'],
    },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: no tool "cladue" is pinned.\n     Did you mean claude? There are claude, codex.\n',
  },
  'bad-version': {
    failure: { reason: 'bad-version', tool: 'codex', version: '1 2' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: "1 2" can\'t be a version of codex.\n     A version has letters, digits, dots, hyphens, underscores and plus signs: `hal images upgrade codex@1.2.3`.\n',
  },
  'pins-unwritable': {
    failure: { reason: 'pins-unwritable', file: '/p/.hal/pins.json', detail: 'EACCES' },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: /p/.hal/pins.json can't be written: EACCES.\n     It is as it was. --file names another one.\n",
  },
  'profile-not-built': {
    failure: { reason: 'profile-not-built', profile: 'python', image: 'hal/python:1' },
    exitCode: 5,
    httpStatus: 409,
    text: 'hal: the profile python has no image on this engine yet.\n     Build it: `hal build-profiles python`.\n',
  },
  'image-outdated': {
    failure: { reason: 'image-outdated', profile: 'python', image: 'hal/python:0000000' },
    exitCode: 5,
    httpStatus: 404,
    text: "hal: hal/python:0000000 is not on this engine, and the profile python is something else by now.\n     Name the profile, or hal/python:latest, which is built where it isn't there.\n",
  },
  'no-tools': {
    failure: { reason: 'no-tools', detail: 'tmux is not in it' },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: the tools that every worker needs could not be made: tmux is not in it\n     `hal doctor` checks what their build needs.\n',
  },
  'bad-profile': {
    failure: {
      reason: 'bad-profile',
      file: 'profiles/web/profile.json',
      path: 'parnt',
      expected: 'a known key',
      got: '"base"',
      suggestion: 'parent',
    },
    exitCode: 2,
    httpStatus: 422,
    text: 'hal: profiles/web/profile.json, at parnt: expected a known key, got "base".\n     Did you mean parent?\n',
  },
  'profile-cycle': {
    failure: { reason: 'profile-cycle', profiles: ['a', 'b', 'a'], file: 'profiles/a/profile.json' },
    exitCode: 2,
    httpStatus: 422,
    text: 'hal: profiles stand on each other in a circle: a → b → a.\n     Give one of them another parent, in profiles/a/profile.json.\n',
  },
  'missing-file': {
    failure: { reason: 'missing-file', file: 'setup.sh', neededBy: 'the profile web' },
    exitCode: 2,
    httpStatus: 422,
    text: 'hal: setup.sh is missing; the profile web needs it.\n     Put it there, or correct what names it.\n',
  },
  'context-unreadable': {
    failure: { reason: 'context-unreadable', file: '/p/.hal/profiles/go/key', why: 'EACCES' },
    exitCode: 2,
    httpStatus: 422,
    text: "hal: /p/.hal/profiles/go/key can't be read, and an image is made of it: EACCES.\n     Make it readable for you, or have `.dockerignore` leave it out.\n",
  },
  'pins-unreadable': {
    failure: { reason: 'pins-unreadable', file: '/p/.hal/pins.json', why: 'EACCES' },
    exitCode: 2,
    httpStatus: 422,
    text: "hal: /p/.hal/pins.json can't be read: EACCES.\n     Without it, other versions would go into images. Make it readable for you, or remove it.\n",
  },
  'prune-unconfirmed': {
    failure: { reason: 'prune-unconfirmed', count: 3 },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: images prune would remove 3 images, and there is no terminal to ask on.\n     `hal images prune --dry-run` says which; `--force` removes them unasked.\n',
  },
  'no-image-chosen': {
    failure: {
      reason: 'no-image-chosen',
      mode: 'task',
      usual: 'base',
      tried: ['TASK_IMAGE_CODEX', 'TASK_IMAGE_DEFAULT', 'TTYD_IMAGE'],
      chain: [],
    },
    exitCode: 5,
    httpStatus: 409,
    text: 'hal: no image is named for a task, so `hal run` takes the profile base.\n     To name one, set TASK_IMAGE_CODEX, or else TASK_IMAGE_DEFAULT, or else TTYD_IMAGE, or images.tasks in your config.\n',
  },
  'platforms-need-push': {
    failure: { reason: 'platforms-need-push', platforms: ['linux/amd64', 'linux/arm64'] },
    exitCode: 2,
    httpStatus: 400,
    text: "hal: images for linux/amd64 and linux/arm64 can't stay on this engine, which keeps one platform of an image.\n     Send them to a registry with --push, or name one platform.\n",
  },
  'base-not-here': {
    failure: { reason: 'base-not-here', reference: 'debian:12' },
    exitCode: 5,
    httpStatus: 409,
    text: "hal: debian:12 isn't on this engine, and its id is a part of the names of what stands on it.\n     Pull it (`docker pull debian:12`), or name several platforms: then its name counts in place of its id.\n",
  },
  'no-registry': {
    failure: { reason: 'no-registry' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: no registry is named, to push to or to take caches from.\n     Name one with --registry, or set images.registry and images.org in your config, or IMG_REGISTRY and IMG_ORG.\n',
  },
  'bad-image-name': {
    failure: { reason: 'bad-image-name', name: 'ghcr.io/Me/hal-base:1' },
    exitCode: 2,
    httpStatus: 400,
    text: "hal: ghcr.io/Me/hal-base:1 can't be the name of an image.\n     Names are in lower-case letters, without https://; a version has letters, digits, dots and hyphens. See --registry, images.registry, images.org and images.version.\n",
  },
  'registry-silent': {
    failure: { reason: 'registry-silent', image: 'ghcr.io/me/x:1', silenceMs: 60_000 },
    exitCode: 3,
    httpStatus: 504,
    text: 'hal: the registry ghcr.io said nothing about the image ghcr.io/me/x:1 for 60 seconds.\n     Check the network and the registry, then repeat the command.\n',
  },
  'digest-mismatch': {
    failure: {
      reason: 'digest-mismatch',
      ...{ image: 'ghcr.io/me/x:1', expected: 'sha256:aa', got: undefined },
    },
    exitCode: 1,
    httpStatus: 502,
    text: 'hal: the registry has something else for ghcr.io/me/x:1 than it should.\n     Expected sha256:aa, got none.\n     No alias was moved to it. Look at what stands between hal and the registry, then repeat the command.\n',
  },
  'tag-taken': {
    failure: { reason: 'tag-taken', image: 'ghcr.io/me/x:3f9c2a1' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ghcr.io/me/x:3f9c2a1 is there, and was built from something else.\n     The tag of a fingerprint never moves. Remove it from the registry if nobody needs it, or push to another one.\n',
  },
  'lock-unwritable': {
    failure: {
      reason: 'lock-unwritable',
      file: '/p/hal-images.lock.json',
      detail: 'you may not write there',
    },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: the digests can't be written to /p/hal-images.lock.json: you may not write there.\n     Name another file with --lock. What was pushed is pushed; repeating the command writes the file.\n",
  },
  'unknown-agent': {
    failure: {
      reason: 'unknown-agent',
      agent: 'cladue',
      suggestion: 'claude',
      known: ['claude', 'codex'],
    },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: there are no tools for an agent "cladue".\n     Did you mean claude? There are claude, codex.\n',
  },
  'agent-unreachable': {
    failure: {
      reason: 'agent-unreachable',
      agent: 'cursor',
      detail: "fetch: cursor can't be had from https://downloads.cursor.com/x",
    },
    exitCode: 1,
    httpStatus: 502,
    text: "hal: the tools of cursor can't be fetched.\n       fetch: cursor can't be had from https://downloads.cursor.com/x\n     Where that address is blocked, name a mirror of npm (`build.npmRegistry`), a proxy (`proxy`) or a company’s authority (`build.caBundle`) in your own config, or run an image that has cursor: `hal start NAME --image IMAGE -- PROGRAM`.\n",
  },
}
