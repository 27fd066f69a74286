import * as z from 'zod/mini'
import { ok } from '../lib/result.ts'
import type { WorkerResult, WorkerWindow } from '../workers/verbs.ts'
import { workerPath } from './path.ts'
import { maybeNumber } from './read/fields.ts'
import type { Wire } from './wire.ts'

const someWindows = z.object({
  windows: z.array(
    z.object({
      ...{ index: z.int(), name: z.string(), isActive: z.boolean(), columns: z.int(), rows: z.int() },
      ...{ command: z.string(), isDead: z.boolean(), exitCode: maybeNumber, paneId: z.string() },
    }),
  ),
})

export async function windowsOfWorker(wire: Wire, name: string): WorkerResult<readonly WorkerWindow[]> {
  const told = await wire.ask({ method: 'GET', path: workerPath(name, 'windows') }, someWindows)
  return told.ok ? ok(told.value.windows) : told
}
