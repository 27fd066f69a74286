import { createLimiter, type Limiter } from '../../lib/limiter.ts'
import { within } from '../../lib/within.ts'

const never = new AbortController().signal

/** At most `limit` at once, in the order they come; but one that takes longer than `patienceMs` keeps nobody waiting. */
export function fewAtOnce(limit: number, patienceMs: number): Limiter {
  const inTurn = createLimiter(limit)
  return async <T>(task: () => Promise<T>): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    await inTurn(async () => {
      task().then(resolve, reject)
      await within(promise, { ms: patienceMs, signal: never }).catch(() => undefined)
    })
    return promise
  }
}
