import type { EngineFailure } from '../engine-failure.ts'
import type { DockerApi } from './api.ts'

/** The HTTP status in dockerode's error; `undefined` when the engine didn't answer at all. */
export function statusOf(thrown: unknown): number | undefined {
  const isAnswer = thrown instanceof Error && 'statusCode' in thrown
  return isAnswer && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined
}

/** What the engine itself said, without what dockerode puts before it. */
export const wordsOf = (thrown: Error): string =>
  thrown.message.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim()

/** dockerode's error as a failure: the engine's own refusal, or that it is gone. An error of any other kind is hal's bug and goes on. */
export function refused(api: DockerApi, what: string, thrown: unknown): EngineFailure {
  const status = statusOf(thrown)
  if (!(thrown instanceof Error)) throw thrown
  const detail = wordsOf(thrown)
  if (status !== undefined && isDiskFull(detail)) return diskFull(api, what, [detail])
  if (status !== undefined) return { reason: 'engine-refused', what, status, detail }
  const code = 'code' in thrown ? thrown.code : undefined
  const { address } = api
  if (code === 'EACCES' || code === 'EPERM') return { reason: 'engine-denied', address, detail }
  if (typeof code === 'string' || thrown instanceof BrokenAnswer || thrown instanceof NoAnswer) {
    return { reason: 'engine-lost', address, detail }
  }
  throw thrown
}

/** As the kernel words it, whoever passes it on. */
export const isDiskFull = (words: string): boolean =>
  /no space left on device|disk quota exceeded/i.test(words)

export const diskFull = (
  { address }: Pick<DockerApi, 'address'>,
  what: string,
  tail: readonly string[],
): EngineFailure => ({
  reason: 'engine-disk-full',
  ...{ address, what, tail },
})

/** The engine took a question and never answered it. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** The engine's answer broke off in the middle. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer'
}
