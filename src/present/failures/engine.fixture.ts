import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { RemoteFailure } from '../../engines/remote-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const engineExamples: Examples<Exclude<EngineFailure, RemoteFailure>> = {
  'no-engine': {
    failure: {
      reason: 'no-engine',
      tried: [
        { via: 'DOCKER_HOST', address: 'unix:///run/docker.sock', outcome: 'nothing listens there' },
        { via: 'podman', address: undefined, outcome: 'not installed' },
      ],
    },
    exitCode: 3,
    httpStatus: 503,
    text: 'hal: no container engine answers.\n     Tried:\n       DOCKER_HOST: unix:///run/docker.sock (nothing listens there)\n       podman (not installed)\n     Start Docker, or name another engine with --engine or DOCKER_HOST. `hal doctor` says more.\n',
  },
  'engine-lost': {
    failure: { reason: 'engine-lost', address: 'unix:///run/docker.sock', detail: 'connection closed' },
    exitCode: 3,
    httpStatus: 503,
    text: 'hal: the engine at unix:///run/docker.sock went away: connection closed.\n     Workers run on without it where it has live-restore. Start it again, then repeat the command.\n',
  },
  'engine-denied': {
    failure: {
      reason: 'engine-denied',
      address: 'unix:///run/docker.sock',
      detail: 'permission denied',
    },
    exitCode: 3,
    httpStatus: 503,
    text: 'hal: the engine at unix:///run/docker.sock refuses this user: permission denied.\n     Join its group (`sudo usermod -aG docker $USER`, then log in again), or use a rootless engine.\n',
  },
  'engine-refused': {
    failure: { reason: 'engine-refused', what: 'pause it', status: 500, detail: 'no freezer cgroup' },
    exitCode: 3,
    httpStatus: 502,
    text: 'hal: the engine refused to pause it: no freezer cgroup\n     (HTTP 500)\n     `hal doctor` says more.\n',
  },
  'engine-disk-full': {
    failure: {
      reason: 'engine-disk-full',
      ...{ address: 'unix:///var/run/docker.sock', what: 'build hal/tex:3f9c2a1' },
      tail: ['head: write error: No space left on device'],
    },
    exitCode: 3,
    httpStatus: 503,
    text: 'hal: the disk of the engine at unix:///var/run/docker.sock is full, so it could not build hal/tex:3f9c2a1.\n       head: write error: No space left on device\n     Make room, then repeat the command: `docker system df` says what takes how much, `hal images prune` removes images that nothing uses, `docker builder prune` what builds keep.\n',
  },
  'name-taken': {
    failure: { reason: 'name-taken', name: 'hal-ada' },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: a container named hal-ada exists, and it is no worker of hal's.\n     Choose another name, or remove it: `docker rm hal-ada`.\n",
  },
  'no-such-container': {
    failure: { reason: 'no-such-container', id: '0123456789abcdef' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: the engine knows no container 0123456789ab any more.\n     `hal workers list` shows who is there.\n',
  },
  'not-running': {
    failure: { reason: 'not-running', id: '0123456789abcdef' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: container 0123456789ab does not run.\n     `hal workers list` says how it ended.\n',
  },
  'container-running': {
    failure: { reason: 'container-running', id: '0123456789abcdef' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: container 0123456789ab still runs.\n     Stop it first.\n',
  },
  'no-such-image': {
    failure: { reason: 'no-such-image', image: 'nope:1', detail: 'pull access denied' },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: there is no image nope:1: pull access denied\n     Check its name, its tag (1) and where it is from (Docker Hub); for a private registry, `docker login` first.\n',
  },
  'image-in-use': {
    failure: { reason: 'image-in-use', image: 'hal/python:3f9c2a1', detail: 'ada uses it' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: a container still needs the image hal/python:3f9c2a1: ada uses it\n     Remove the container first: `hal prune` removes ended workers.\n',
  },
  'registry-denied': {
    failure: {
      reason: 'registry-denied',
      ...{ image: 'ghcr.io/me/x', registry: 'ghcr.io', detail: 'unauthorized' },
    },
    exitCode: 4,
    httpStatus: 401,
    text: 'hal: the registry ghcr.io lets nobody in for the image ghcr.io/me/x: unauthorized\n     Log in, `docker login ghcr.io`, then repeat the command.\n',
  },
  'registry-unreachable': {
    failure: {
      reason: 'registry-unreachable',
      image: 'ghcr.io/me/x',
      registry: 'ghcr.io',
      detail: 'no such host',
      mayPass: true,
    },
    exitCode: 3,
    httpStatus: 502,
    text: "hal: the registry ghcr.io can't be reached for the image ghcr.io/me/x: no such host\n     Check the network and the proxy of the engine, which is who asks; an image that is here already needs no registry.\n",
  },
  'no-buildkit': {
    failure: { reason: 'no-buildkit', engine: 'podman 4.3' },
    exitCode: 3,
    httpStatus: 501,
    text: 'hal: podman 4.3 has no BuildKit, and hal builds with nothing else.\n     Use Docker 20.10 or newer (or podman with its own `podman build`, then `--image`).\n',
  },
  'no-buildx': {
    failure: { reason: 'no-buildx', detail: 'docker is not installed' },
    exitCode: 3,
    httpStatus: 501,
    text: "hal: docker's plugin buildx is missing, which builds for other platforms and exports caches: docker is not installed.\n     Docker Desktop has it; otherwise install docker-buildx (Debian, Ubuntu) or docker-buildx-plugin (Docker’s own packages).\n",
  },
  'buildx-refused': {
    failure: { reason: 'buildx-refused', detail: 'Cache export is not supported' },
    exitCode: 3,
    httpStatus: 501,
    text: 'hal: buildx refused: Cache export is not supported\n     Give it a builder that can do more: `docker buildx create --use`.\n',
  },
  'context-refused': {
    failure: { reason: 'context-refused', detail: 'invalid response status 403' },
    exitCode: 3,
    httpStatus: 501,
    text:
      'hal: the engine could not read what it was sent to build: invalid response status 403.\n' +
      '     Docker before 27.5 can’t, where it keeps images in containerd.\n' +
      '     Update Docker, or turn off its setting "Use containerd for pulling and storing images".\n',
  },
  'build-failed': {
    failure: { reason: 'build-failed', step: 'RUN make', exitCode: 2, tail: ['make: no rule', 'stop'] },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: the build failed at RUN make, with status 2.\n       make: no rule\n       stop\n',
  },
  'no-isolation': {
    failure: { reason: 'no-isolation' },
    exitCode: 3,
    httpStatus: 503,
    text:
      'hal: this machine is no container, so workers of the process engine would be kept apart from nothing of it.\n' +
      '     They would be processes of yours, with all that you may read and write.\n' +
      '     Run hal in a container (docs/containers.md), use another engine, or say that you want it: --unsafe-no-isolation.\n',
  },
  'no-tools-here': {
    failure: { reason: 'no-tools-here', path: '/tools' },
    exitCode: 3,
    httpStatus: 503,
    text: 'hal: hal’s tools are not at /tools on this machine, and workers of the process engine are run by them.\n     Use hal’s server image, which has them (docs/containers.md), or another engine.\n',
  },
  'engine-folder-unwritable': {
    failure: {
      reason: 'engine-folder-unwritable',
      path: '/data/process',
      detail: "EACCES: permission denied, mkdir '/data/process'",
    },
    exitCode: 3,
    httpStatus: 503,
    text: "hal: /data/process, where the process engine keeps its workers, can't be written: EACCES: permission denied, mkdir '/data/process'.\n     It has to be yours to write, on a disk with room; HAL_DATA names another folder.\n",
  },
  'not-supported': {
    failure: { reason: 'not-supported', what: 'freeze', engine: 'podman 4.3' },
    exitCode: 3,
    httpStatus: 501,
    text: "hal: podman 4.3 can't freeze.\n     `hal doctor` says more.\n",
  },
  cancelled: {
    failure: { reason: 'cancelled', what: 'the build' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: the build was cancelled.\n',
  },
}
