import { fail, ok } from '../../lib/result.ts'
import type { EngineResult, PullProgress, PushProgress } from '../engine.ts'
import type { EngineFailure } from '../engine-failure.ts'
import type { DockerApi } from './api.ts'
import { findLogin, registryOf } from './credentials.ts'
import { splitReference } from './images.ts'
import { readJsonLines } from './json-lines.ts'
import { followPull, followPush, type TransferLine } from './push-progress.ts'
import { diskFull, isDiskFull, refused, statusOf, wordsOf } from './refused.ts'
import { isRegistryProblem, registryFailure } from './registry-failure.ts'

/** Gets an image from its registry, with the person's login for it. `onProgress`: one line for each change. */
export async function pullImage(
  api: DockerApi,
  reference: string,
  onProgress: (progress: PullProgress) => void,
  signal?: AbortSignal,
): EngineResult<void> {
  const what = `pull ${reference}`
  // A digest is part of the name; without a tag, the engine would fetch every one there is.
  const fromImage = reference.includes('@') ? reference : Object.values(splitReference(reference)).join(':')
  const onLine = followPull(onProgress)
  const done = await transfer(api, { what, reference, onLine, signal }, (authconfig, abort) =>
    api.dockerForStreams.createImage(authconfig, { fromImage, ...abort }),
  )
  return done.ok ? ok(undefined) : done
}

/** Sends an image to the registry that its name says; answers the digest it has there. */
export async function pushImage(
  api: DockerApi,
  reference: string,
  onProgress: (progress: PushProgress) => void,
  signal?: AbortSignal,
): EngineResult<{ readonly digest: string | undefined }> {
  const { repository, tag } = splitReference(reference)
  const what = `push ${reference}`
  return transfer(api, { what, reference, onLine: followPush(onProgress), signal }, (authconfig, abort) =>
    api.dockerForStreams.getImage(repository).push({ tag, authconfig, ...abort }),
  )
}

interface Transfer {
  readonly what: string
  readonly reference: string
  readonly onLine: (line: TransferLine) => void
  readonly signal: AbortSignal | undefined
}

async function transfer(
  api: DockerApi,
  { what, reference, onLine, signal }: Transfer,
  begin: (
    // Without a login the engine still wants the header.
    authconfig: object,
    abort: { abortSignal?: AbortSignal },
  ) => Promise<NodeJS.ReadableStream>,
): EngineResult<{ readonly digest: string | undefined }> {
  let digest: string | undefined
  let failure: EngineFailure | undefined
  try {
    signal?.throwIfAborted()
    const login = (await findLogin(registryOf(reference))) ?? {}
    const stream = await begin(login, signal === undefined ? {} : { abortSignal: signal })
    await readJsonLines<TransferLine>(stream, (line) => {
      digest = line.aux?.Digest ?? digest
      if (line.error !== undefined)
        failure = isDiskFull(line.error)
          ? diskFull(api, what, [line.error])
          : registryFailure(reference, line.error)
      else if (line.status !== undefined) onLine(line)
    })
  } catch (thrown) {
    if (signal?.aborted) return fail({ reason: 'cancelled', what })
    if (statusOf(thrown) !== undefined && isRegistryProblem(String(thrown))) {
      return fail(registryFailure(reference, messageOf(thrown)))
    }
    return fail(refused(api, what, thrown))
  }
  if (signal?.aborted) return fail({ reason: 'cancelled', what })
  return failure === undefined ? ok({ digest }) : fail(failure)
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? wordsOf(thrown) : String(thrown))
