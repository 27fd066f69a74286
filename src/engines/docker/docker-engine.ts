import { fail } from '../../lib/result.ts'
import type { Engine, EngineInfo, EngineResult, ImageMethods } from '../engine.ts'
import { type ApiOptions, type DockerApi, openApi } from './api.ts'
import { cameUpEmptyAt } from './came-up.ts'
import { readContainerLog } from './container-log.ts'
import { inspectContainer, listContainers } from './containers.ts'
import { createContainer } from './create.ts'
import { watchEvents } from './events.ts'
import { execIn } from './exec.ts'
import { fewAtOnce } from './few-at-once.ts'
import { findImage, listImages, removeImage, tagImage } from './images.ts'
import { readInfo } from './info.ts'
import type { KernelFiles } from './kernel/kernel-files.ts'
import type { KernelSamples } from './kernel/kernel-samples.ts'
import {
  pauseContainer,
  removeContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from './lifecycle.ts'
import { ensureNetwork, ensureVolume, listVolumes, removeVolume } from './shared.ts'
import { watchStats } from './stats.ts'

/**
 * Docker 20.10 hangs for good where a container leaves a network while another that left it is still being forgotten: each holds the lock
 * that the other wants (`getSvcRecords` and `processEndpointDelete` of its libnetwork). It was seen with forty that ended at once. A few at
 * a time make it rarer, and take no longer.
 */
const mostGoingDown = 4
/** So long one that is slow to end keeps others from it. */
const longestTurnMs = 500

export interface DockerEngineOptions extends ApiOptions {
  /** Where numbers of containers that run on this kernel are read, without asking the engine. */
  readonly kernel?: KernelFiles | undefined
}

/**
 * Docker, and podman through its Docker API. Connects at the first call. Disposing it ends the streams it holds: events, stats,
 * processes.
 */
export function openDockerEngine(options: DockerEngineOptions): Engine {
  const api = openApi(options)
  const held = new AbortController()
  const heldBy = (signal?: AbortSignal) =>
    signal === undefined ? held.signal : AbortSignal.any([signal, held.signal])
  const info = askOnce(() => readInfo(api))
  const goingDown = fewAtOnce(mostGoingDown, longestTurnMs)
  const kernel = options.kernel && loadKernel(options.kernel)

  return {
    kind: 'docker',
    info,
    cameUpEmptyAt: async () => {
      const known = await info()
      return known.ok ? cameUpEmptyAt(api, isPodman(known.value)) : known
    },
    list: (labels) => listContainers(api, labels),
    inspect: (id) => inspectContainer(api, id),
    create: async (spec) => {
      const known = await info()
      if (!known.ok) return known
      // Files follow each creation: what puts them there is loaded meanwhile.
      const [created] = await Promise.all([createContainer(api, spec, known.value), import('./files.ts')])
      return created
    },
    start: (id, { signal } = {}) => startContainer(api, id, signal),
    stop: (id, { graceMs }) => goingDown(() => stopContainer(api, id, graceMs)),
    pause: (id) => pauseContainer(api, id),
    unpause: (id) => unpauseContainer(api, id),
    remove: (id, { force = false, signal } = {}) =>
      goingDown(() => removeContainer(api, id, { isForced: force, signal })),
    exec: (id, spec) => execIn(api, id, { ...spec, signal: heldBy(spec.signal) }),
    events: (labels, signal) => watchEvents(api, { labels, signal: heldBy(signal) }),
    stats: (id, signal) => watchStats({ api, kernel }, id, heldBy(signal)),
    putFiles: async (id, files) => (await import('./files.ts')).putFiles(api, id, files),
    readFile: async (id, path, { maxBytes }) =>
      (await import('./files.ts')).readFile(api, id, { path, maxBytes }),
    containerLog: (id, { lines }) => readContainerLog(api, id, lines),
    ...imageMethods(api, async () => {
      const known = await info()
      return known.ok && isPodman(known.value) ? known.value.name : undefined
    }),
    ensureNetwork: async (name, labels) => {
      const known = await info()
      return known.ok ? ensureNetwork(api, name, { labels, isPodman: isPodman(known.value) }) : known
    },
    ensureVolume: (name, labels) => ensureVolume(api, name, labels),
    removeVolume: (name) => removeVolume(api, name),
    volumes: (labels) => listVolumes(api, labels),
    [Symbol.asyncDispose]: async () => {
      held.abort()
      api.close()
    },
  }
}

/** Few commands want numbers: what reads them is loaded for these. */
function loadKernel(files: KernelFiles): () => Promise<KernelSamples> {
  let loading: Promise<KernelSamples> | undefined
  return () => {
    loading ??= import('./kernel/kernel-samples.ts').then(({ kernelSamples }) => kernelSamples(files))
    return loading
  }
}

/** Like tar, what builds, pulls and pushes bring along is loaded when it is asked for. */
const imageMethods = (api: DockerApi, podman: () => Promise<string | undefined>): ImageMethods => ({
  image: (reference) => findImage(api, reference),
  images: (labels) => listImages(api, labels),
  layers: async (reference) => (await import('./image-layers.ts')).imageLayers(api, reference),
  steps: async (reference) => (await import('./image-layers.ts')).imageSteps(api, reference),
  readImages: async (references, onFile, signal) =>
    (await import('./image-contents.ts')).readImageContents(api, references, { onFile, signal }),
  removeImage: (reference) => removeImage(api, reference),
  tag: (reference, newReference) => tagImage(api, reference, newReference),
  pull: async (reference, onProgress, signal) =>
    (await import('./registry.ts')).pullImage(api, reference, onProgress, signal),
  push: async (reference, onProgress, signal) =>
    (await import('./registry.ts')).pushImage(api, reference, onProgress, signal),
  checkLogin: async (reference, signal) =>
    (await import('./registry-questions.ts')).checkLogin(api, reference, signal),
  remoteDigest: async (reference, signal) => {
    const engine = await podman()
    if (engine !== undefined)
      return fail({ reason: 'not-supported', what: 'ask a registry for a digest', engine })
    return (await import('./registry-questions.ts')).remoteDigest(api, reference, signal)
  },
  build: async (spec, onEvent, signal) => (await import('./build.ts')).buildImage(api, spec, onEvent, signal),
  bake: async (spec, onLine, signal) => (await import('./bake.ts')).bakeImages(api, spec, onLine, signal),
  buildx: async (signal) => (await import('./bake.ts')).buildxVersion(api, signal),
  copyRemote: async (reference, newReference, signal) =>
    (await import('./copy.ts')).copyRemote(api, reference, newReference, signal),
})

/** Keeps a success for good; after a failure the next call asks again. */
function askOnce(question: () => EngineResult<EngineInfo>): () => EngineResult<EngineInfo> {
  let asked: EngineResult<EngineInfo> | undefined
  return async () => {
    asked ??= question()
    const mine = asked
    const answer = await mine
    if (!answer.ok && asked === mine) asked = undefined
    return answer
  }
}

const isPodman = ({ name }: EngineInfo): boolean => name.startsWith('podman')
