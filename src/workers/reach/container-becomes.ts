import type { ContainerStatus, Engine } from '../../engines/engine.ts'
import type { EngineFailure } from '../../engines/engine-failure.ts'

/** How a container is found: as the engine says, gone, or not to be asked about. */
export type Found =
  | ContainerStatus
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown'; readonly failure: EngineFailure }

/**
 * Waits until the container is found as `isSo` says, looking at it now and after each of its events. Answers how it was found last: not
 * so when `signal` aborted (`unknown` before anything was found), or when the engine went away.
 */
export async function containerBecomes(
  engine: Engine,
  id: string,
  { isSo, signal }: { readonly isSo: (found: Found) => boolean; readonly signal: AbortSignal },
): Promise<Found> {
  let found: Found = { kind: 'unknown', failure: { reason: 'cancelled', what: 'looking at the worker' } }
  for await (const event of engine.events({}, signal)) {
    if (signal.aborted) break
    if (event.kind === 'container' && event.id !== id) continue
    found = await look(engine, id)
    // Who hung and is back is looked at as before.
    if (found.kind === 'unknown' || isSo(found)) break
  }
  // Nothing is asked after the signal: the engine may be closed by then.
  return found
}

async function look(engine: Engine, id: string): Promise<Found> {
  const container = await engine.inspect(id)
  if (container.ok) return container.value.status
  const { failure } = container
  return failure.reason === 'no-such-container' ? { kind: 'gone' } : { kind: 'unknown', failure }
}
