import type { Engine } from '../../engines/engine.ts'

/** Does something in a worker that may be frozen, and leaves it frozen where it is somebody else's choice: a person's worker. */
export async function whileThawed<T>(
  engine: Engine,
  { containerId, isFrozenAgain }: { readonly containerId: string; readonly isFrozenAgain: boolean },
  act: () => Promise<T>,
): Promise<T> {
  const container = await engine.inspect(containerId)
  const isFrozen = container.ok && container.value.status.kind === 'paused'
  if (isFrozen) await engine.unpause(containerId)
  try {
    return await act()
  } finally {
    if (isFrozen && isFrozenAgain) await engine.pause(containerId)
  }
}
