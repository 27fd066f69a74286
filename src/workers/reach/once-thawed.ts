import type { Engine } from '../../engines/engine.ts'
import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { Result } from '../../lib/result.ts'
import { containerBecomes } from './container-becomes.ts'

/**
 * Does something inside of a worker that may be frozen: what its engine refuses while it is, is done once it isn't. Not so when `signal`
 * aborts first, or when it is frozen no more as it has ended: then the refusal is answered.
 */
export async function onceThawed<T, F = EngineFailure>(
  engine: Engine,
  { containerId, signal }: { readonly containerId: string; readonly signal: AbortSignal },
  op: () => Promise<Result<T, F>>,
): Promise<Result<T, F>> {
  for (;;) {
    const done = await op()
    if (done.ok || signal.aborted) return done
    const container = await engine.inspect(containerId)
    if (!container.ok || container.value.status.kind !== 'paused') return done
    const isSo = ({ kind }: { readonly kind: string }) => kind !== 'paused'
    await containerBecomes(engine, containerId, { isSo, signal })
  }
}
