import * as z from 'zod/mini'
import { ok } from '../lib/result.ts'
import type { HealthInput, WorkerHealth, WorkerResult } from '../workers/verbs.ts'
import { listWorkers } from './list.ts'
import { workerPath } from './path.ts'
import { maybe } from './read/fields.ts'
import { stats } from './read/stats.ts'
import { worker } from './read/worker.ts'
import type { Wire } from './wire.ts'

const healthy = z.object({
  worker,
  tmux: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('answers'), inMs: z.number() }),
    z.object({ kind: z.literal('silent'), why: z.string() }),
    z.object({ kind: z.literal('not-running') }),
  ]),
  stats: maybe(stats),
})

/** Each by a request of its own; in the fleet's order, and once, however often it is named. */
export async function workersHealth(
  wire: Wire,
  input: HealthInput = {},
): WorkerResult<readonly WorkerHealth[]> {
  const { names = [], ...which } = input
  const listed = await listWorkers(wire, which)
  if (!listed.ok) return listed
  const asked = names.length > 0 ? names : listed.value.map(({ name }) => name)
  const answers = await Promise.all(
    asked.map((name) => wire.ask({ method: 'GET', path: workerPath(name, 'health') }, healthy)),
  )
  const health = new Map<string, WorkerHealth>()
  for (const one of answers) {
    if (!one.ok) return one
    health.set(one.value.worker.containerId, one.value)
  }
  return ok(listed.value.flatMap(({ containerId }) => health.get(containerId) ?? []))
}
