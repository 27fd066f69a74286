import type { Engine } from '../engines/engine.ts'
import { inside } from './inside.ts'
import type { Worker } from './worker.ts'

/** Far more digits than a worker has lives. */
const maxBytes = 32

/**
 * How often a worker was started again since it was made, as it counts itself at each start: whoever started it, and whether a hal ran
 * then or not. `undefined` where it doesn't say.
 */
export async function restartsOf(engine: Engine, { containerId }: Worker): Promise<number | undefined> {
  const file = await engine.readFile(containerId, inside.starts, { maxBytes })
  const written = file.ok ? (file.value?.toString('utf8').trim() ?? '') : ''
  return /^\d{1,9}$/.test(written) ? Math.max(0, Number(written) - 1) : undefined
}
