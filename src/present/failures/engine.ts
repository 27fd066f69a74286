import type { EngineAttempt, EngineFailure } from '../../engines/engine-failure.ts'
import type { RemoteFailure } from '../../engines/remote-failure.ts'
import { forImage, hostOf, loginCommand, registryWords, tagWords, wayTo } from './registry.ts'
import type { Sentences } from './sentence.ts'

const doctor = '`hal doctor` says more.'

const attemptWords = ({ via, address, outcome }: EngineAttempt): string =>
  address === undefined ? `${via} (${outcome})` : `${via}: ${address} (${outcome})`

export const engineSentences: Sentences<Exclude<EngineFailure, RemoteFailure>> = {
  'no-engine': ({ tried }) => ({
    what: 'no container engine answers.',
    why: tried.length === 0 ? [] : ['Tried:', ...tried.map((attempt) => `  ${attemptWords(attempt)}`)],
    next: `Start Docker, or name another engine with --engine or DOCKER_HOST. ${doctor}`,
    exitCode: 3,
    httpStatus: 503,
  }),
  'engine-lost': ({ address, detail }) => ({
    what: `the engine at ${address} went away: ${detail}.`,
    next: 'Workers run on without it where it has live-restore. Start it again, then repeat the command.',
    exitCode: 3,
    httpStatus: 503,
  }),
  'engine-denied': ({ address, detail }) => ({
    what: `the engine at ${address} refuses this user: ${detail}.`,
    next: 'Join its group (`sudo usermod -aG docker $USER`, then log in again), or use a rootless engine.',
    exitCode: 3,
    httpStatus: 503,
  }),
  'engine-refused': ({ what, status, detail }) => ({
    what: `the engine refused to ${what}: ${detail}`,
    why: status === 0 ? [] : [`(HTTP ${status})`],
    next: doctor,
    exitCode: 3,
    httpStatus: 502,
  }),
  'engine-disk-full': ({ address, what, tail }) => ({
    what: `the disk of the engine at ${address} is full, so it could not ${what}.`,
    why: tail.map((line) => `  ${line}`),
    next: 'Make room, then repeat the command: `docker system df` says what takes how much, `hal images prune` removes images that nothing uses, `docker builder prune` what builds keep.',
    exitCode: 3,
    httpStatus: 503,
  }),
  'name-taken': ({ name }) => ({
    what: `a container named ${name} exists, and it is no worker of hal's.`,
    next: `Choose another name, or remove it: \`docker rm ${name}\`.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'no-such-container': ({ id }) => ({
    what: `the engine knows no container ${id.slice(0, 12)} any more.`,
    next: '`hal workers list` shows who is there.',
    exitCode: 5,
    httpStatus: 404,
  }),
  'not-running': ({ id }) => ({
    what: `container ${id.slice(0, 12)} does not run.`,
    next: '`hal workers list` says how it ended.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'container-running': ({ id }) => ({
    what: `container ${id.slice(0, 12)} still runs.`,
    next: 'Stop it first.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'no-such-image': ({ image, detail }) => ({
    what: `there is no image ${image}${detail === '' ? '.' : `: ${detail}`}`,
    next: `Check its name, ${tagWords(image)} and where it is from (${registryWords(hostOf(image))}); for a private registry, ${loginCommand(hostOf(image))} first.`,
    exitCode: 5,
    httpStatus: 404,
  }),
  'image-in-use': ({ image, detail }) => ({
    what: `a container still needs the image ${image}: ${detail}`,
    next: 'Remove the container first: `hal prune` removes ended workers.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'registry-denied': ({ image, registry, detail }) => ({
    what: `${registryWords(registry)} lets nobody in${forImage(image, registry)}: ${detail}`,
    next: /does not exist|not found/i.test(detail)
      ? `It says so of names, too, that it doesn’t have: check this one. For a private image log in, ${loginCommand(registry)}, then repeat the command.`
      : `Log in, ${loginCommand(registry)}, then repeat the command.`,
    exitCode: 4,
    httpStatus: 401,
  }),
  'registry-unreachable': ({ image, registry, detail }) => ({
    what: `${registryWords(registry)} can't be reached${forImage(image, registry)}: ${detail}`,
    next: wayTo(registry, detail),
    exitCode: 3,
    httpStatus: 502,
  }),
  'no-buildkit': ({ engine }) => ({
    what: `${engine} has no BuildKit, and hal builds with nothing else.`,
    next: 'Use Docker 20.10 or newer (or podman with its own `podman build`, then `--image`).',
    exitCode: 3,
    httpStatus: 501,
  }),
  'no-buildx': ({ detail }) => ({
    what: `docker's plugin buildx is missing, which builds for other platforms and exports caches: ${detail}.`,
    next: 'Docker Desktop has it; otherwise install docker-buildx (Debian, Ubuntu) or docker-buildx-plugin (Docker’s own packages).',
    exitCode: 3,
    httpStatus: 501,
  }),
  'buildx-refused': ({ detail }) => ({
    what: `buildx refused: ${detail}`,
    next: 'Give it a builder that can do more: `docker buildx create --use`.',
    exitCode: 3,
    httpStatus: 501,
  }),
  'context-refused': ({ detail }) => ({
    what: `the engine could not read what it was sent to build: ${detail}.`,
    why: ['Docker before 27.5 can’t, where it keeps images in containerd.'],
    next: 'Update Docker, or turn off its setting "Use containerd for pulling and storing images".',
    exitCode: 3,
    httpStatus: 501,
  }),
  'build-failed': ({ step, exitCode, tail }) => ({
    what: `the build failed ${step === '' ? 'before its first step' : `at ${step}`}${exitCode === undefined ? '' : `, with status ${exitCode}`}.`,
    why: tail.map((line) => `  ${line}`),
    exitCode: 1,
    httpStatus: 500,
  }),
  'no-isolation': () => ({
    what: 'this machine is no container, so workers of the process engine would be kept apart from nothing of it.',
    why: ['They would be processes of yours, with all that you may read and write.'],
    next: 'Run hal in a container (docs/containers.md), use another engine, or say that you want it: --unsafe-no-isolation.',
    exitCode: 3,
    httpStatus: 503,
  }),
  'no-tools-here': ({ path }) => ({
    what: `hal’s tools are not at ${path} on this machine, and workers of the process engine are run by them.`,
    next: 'Use hal’s server image, which has them (docs/containers.md), or another engine.',
    exitCode: 3,
    httpStatus: 503,
  }),
  'engine-folder-unwritable': ({ path, detail }) => ({
    what: `${path}, where the process engine keeps its workers, can't be written: ${detail}.`,
    next: 'It has to be yours to write, on a disk with room; HAL_DATA names another folder.',
    exitCode: 3,
    httpStatus: 503,
  }),
  'not-supported': ({ what, engine }) => ({
    what: `${engine} can't ${what}.`,
    next:
      engine === 'buildx'
        ? 'Leave that out, or build for the engine’s own platform without --cache-to: then the engine builds.'
        : doctor,
    exitCode: 3,
    httpStatus: 501,
  }),
  cancelled: ({ what }) => ({ what: `${what} was cancelled.`, exitCode: 1, httpStatus: 409 }),
}
