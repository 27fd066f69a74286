import { fail, type Result } from '../../lib/result.ts'
import type { EngineFailure } from '../engine-failure.ts'
import type { DockerApi } from './api.ts'
import { refused, statusOf } from './refused.ts'

/** What a request was about: which of the engine's refusals have a name of their own. */
export interface Subject {
  /** `start a container`: for failures without a name. */
  readonly what: string
  readonly container?: string
  readonly image?: string
  readonly name?: string
}

/** Runs `work`; what the engine refuses comes back as a value. */
export async function answered<T>(
  api: DockerApi,
  subject: Subject,
  work: () => Promise<T | Result<T, EngineFailure>>,
): Promise<Result<T, EngineFailure>> {
  try {
    const value = await work()
    return isResult(value) ? value : { ok: true, value }
  } catch (thrown) {
    return fail(toFailure(api, subject, thrown))
  }
}

const isResult = <T>(value: T | Result<T, EngineFailure>): value is Result<T, EngineFailure> =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean'

/** dockerode's error as a failure. An error that comes from neither engine nor network is hal's own bug and is thrown again. */
export function toFailure(api: DockerApi, subject: Subject, thrown: unknown): EngineFailure {
  if (isAbort(thrown)) return { reason: 'cancelled', what: subject.what }
  const failure = refused(api, subject.what, thrown)
  if (failure.reason !== 'engine-refused') return failure
  return named(subject, { status: statusOf(thrown) ?? 0, detail: failure.detail }) ?? failure
}

const isAbort = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  (thrown.name === 'AbortError' || ('code' in thrown && thrown.code === 'ABORT_ERR'))

/** Docker and podman say the same with other words, and podman often with status 500. */
function named(
  { container, image, name }: Subject,
  { status, detail }: { readonly status: number; readonly detail: string },
): EngineFailure | undefined {
  if (
    image !== undefined &&
    /no such image|reference does not exist|image not known|unable to find .* in local storage|invalid reference format/i.test(
      detail,
    )
  ) {
    return { reason: 'no-such-image', image, detail }
  }
  if (name !== undefined && (status === 409 || /already in use/i.test(detail)))
    return { reason: 'name-taken', name }
  if (container === undefined) return undefined
  if (/no such (container|exec)|no container with/i.test(detail))
    return { reason: 'no-such-container', id: container }
  if (/cannot remove (container .*)?.*(running|paused)|as it is (running|paused)/i.test(detail))
    return { reason: 'container-running', id: container }
  if (/is not running|on running containers|can't pause/i.test(detail))
    return { reason: 'not-running', id: container }
  return undefined
}
