import { fail, ok } from '../../lib/result.ts'
import type { BuildEvent, BuildSpec, EngineResult, Image } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { packContext } from './build-context.ts'
import { type BuildLine, followBuild } from './build-progress.ts'
import { type BuildSession, openBuildSession } from './build-session.ts'
import { findLogin } from './credentials.ts'
import { findImage } from './images.ts'
import { readJsonLines } from './json-lines.ts'
import { diskFull, isDiskFull, refused, statusOf } from './refused.ts'

/** Of what a full disk made fail, so much is said. */
const tailLines = 3

/** Builds with BuildKit, with a session beside it that hands out secrets and logins. `no-buildkit` where the engine has no sessions. */
export async function buildImage(
  api: DockerApi,
  spec: BuildSpec,
  onEvent: (event: BuildEvent) => void,
  signal?: AbortSignal,
): EngineResult<Image> {
  const what = `build ${spec.tags[0] ?? spec.contextDir}`
  if (signal?.aborted) return fail({ reason: 'cancelled', what })
  const opened = await openSession(api, spec)
  if (!opened.ok) return opened
  using session = opened.value

  const progress = followBuild(onEvent)
  try {
    const stream = await requestBuild(api, { spec, session, signal })
    await readJsonLines<BuildLine>(stream, progress.take)
  } catch (thrown) {
    return fail(signal?.aborted ? { reason: 'cancelled', what } : refused(api, what, thrown))
  }
  if (signal?.aborted) return fail({ reason: 'cancelled', what })
  const failure = progress.failure()
  if (failure?.reason === 'build-failed' && failure.tail.some(isDiskFull))
    return fail(diskFull(api, what, failure.tail.slice(-tailLines)))
  if (failure !== undefined) return fail(failure)
  return builtImage(api, progress.imageId() ?? spec.tags[0] ?? '')
}

async function openSession(api: DockerApi, spec: BuildSpec): EngineResult<BuildSession> {
  if (api.builderVersion === '1') return fail({ reason: 'no-buildkit', engine: api.address })
  try {
    return ok(
      await openBuildSession(api.dockerForStreams, { secrets: spec.secrets ?? {}, credentials: findLogin }),
    )
  } catch (thrown) {
    // An engine of another make, or from before BuildKit, doesn't know the address.
    const isUnknown = [400, 404, 405, 501].includes(statusOf(thrown) ?? 0)
    return fail(isUnknown ? { reason: 'no-buildkit', engine: api.address } : refused(api, 'build', thrown))
  }
}

/** dockerode's own `buildImage` insists on a session of its own with BuildKit, so this is the request beneath it. */
const requestBuild = (
  api: DockerApi,
  build: {
    readonly spec: BuildSpec
    readonly session: BuildSession
    readonly signal: AbortSignal | undefined
  },
): Promise<NodeJS.ReadableStream> =>
  new Promise((resolve, reject) => {
    const { spec, session, signal } = build
    const request = {
      method: 'POST',
      path: '/build?',
      options: query(spec, session.id),
      file: packContext(spec),
      ...(signal === undefined ? {} : { abortSignal: signal }),
      isStream: true,
      statusCodes: { 200: true, 400: 'bad parameter', 500: 'server error' },
    }
    api.dockerForStreams.modem.dial(request, (error: unknown, stream: unknown) => {
      if (error) reject(error)
      else resolve(stream as NodeJS.ReadableStream)
    })
  })

const query = (spec: BuildSpec, sessionId: string) => ({
  version: '2',
  session: sessionId,
  dockerfile: spec.dockerfile,
  t: spec.tags,
  labels: spec.labels,
  buildargs: spec.args,
  ...(spec.target === undefined ? {} : { target: spec.target }),
  ...(spec.platform === undefined ? {} : { platform: spec.platform }),
  ...(spec.isCacheDisabled === true ? { nocache: true } : {}),
  ...(spec.isPullForced === true ? { pull: 'true' } : {}),
  ...(spec.cacheFrom === undefined ? {} : { cachefrom: JSON.stringify(spec.cacheFrom) }),
})

async function builtImage(api: DockerApi, reference: string): EngineResult<Image> {
  const image = await findImage(api, reference)
  if (!image.ok) return image
  if (image.value !== undefined) return ok(image.value)
  return fail({ reason: 'no-such-image', image: reference, detail: 'built, and gone at once' })
}
