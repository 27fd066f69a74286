import type { Engine } from '../engines/engine.ts'
import type { Result } from '../lib/result.ts'
import type { EngineCall } from '../server/metrics/metrics.ts'
import type { Surroundings } from './surroundings.ts'

/** The same engine, which says of each call that is over how it went: of `exec`, once it has begun. Not of streams, which are held open. */
export function countedEngine(engine: Engine, onCall: Surroundings['onEngineCall']): Engine {
  if (onCall === undefined) return engine
  const counted = async (call: string, answer: Promise<Result<unknown, { readonly reason: string }>>) => {
    const startedMs = performance.now()
    let outcome: EngineCall['outcome'] = 'failed'
    try {
      const result = await answer
      if (result.ok) outcome = 'ok'
      else if (result.failure.reason === 'cancelled') outcome = 'cancelled'
      return result
    } finally {
      onCall({ call, outcome, seconds: (performance.now() - startedMs) / 1000 })
    }
  }
  return new Proxy(engine, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name, target)
      if (typeof own !== 'function') return own
      return (...given: unknown[]) => {
        const answer: unknown = Reflect.apply(own, target, given)
        return typeof name === 'string' && answer instanceof Promise ? counted(name, answer) : answer
      }
    },
  })
}
