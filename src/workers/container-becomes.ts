import type { ContainerStatus, Engine } from '../engines/engine.ts'
import type { EngineFailure } from '../engines/engine-failure.ts'

/** How a container is found: as the engine says, gone, or not to be asked about. */
export type Found =
  | ContainerStatus
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown'; readonly failure: EngineFailure }

/**
 * Waits until the container is found as `isSo` says, looking at it now and after each of its events. Answers how it was found last: not
 * so when `signal` aborted, or when the engine went away.
 */
export async function containerBecomes(
  engine: Engine,
  id: string,
  { isSo, signal }: { readonly isSo: (found: Found) => boolean; readonly signal: AbortSignal },
): Promise<Found> {
  for await (const event of engine.events({}, signal)) {
    if (event.kind === 'lost') break
    if (event.kind === 'container' && event.id !== id) continue
    const found = await look(engine, id)
    if (found.kind === 'unknown' || isSo(found)) return found
  }
  return look(engine, id)
}

async function look(engine: Engine, id: string): Promise<Found> {
  const container = await engine.inspect(id)
  if (container.ok) return container.value.status
  const { failure } = container
  return failure.reason === 'no-such-container' ? { kind: 'gone' } : { kind: 'unknown', failure }
}
