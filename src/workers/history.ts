import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { allWorkers } from './find.ts'
import { idOf } from './history/happening.ts'
import { knownOf } from './history/known-of.ts'
import { withoutEchoes } from './history/without-echoes.ts'
import { isWorkerName } from './name.ts'
import type { HistoryInput, HistoryVerbs } from './verbs.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** More than anybody reads; what is before them is left out. */
const mostTold = 1_000

/** What was kept, and what workers that are there are the proof of: an end may have had no other witness. */
export async function historyOfWorkers(
  context: WorkersContext,
  { name: given, since = new Date(0), limit: wanted = mostTold }: HistoryInput = {},
): ReturnType<HistoryVerbs['history']> {
  const [workers, names] = await Promise.all([allWorkers(context), context.history.names()])
  if (!names.ok) return names
  const present = workers.ok ? workers.value : []
  const known = new Set([...present.map(({ name }) => name), ...names.value])
  const running = present.filter(({ phase }) => phase.kind === 'ready').map(({ name }) => name)
  const name = given === undefined ? ok(undefined) : resolveName(given, { names: [...known], running })
  if (!name.ok) return name
  const about = name.value
  const limit = Math.min(wanted, mostTold)
  const kept = await context.history.read({ about, since, limit })
  if (!kept.ok) return kept
  const seen = present
    .filter((worker) => about === undefined || worker.name === about)
    .flatMap(knownOf)
    .filter(({ at }) => at >= since)
  const each = new Map([...seen, ...kept.value].map((one) => [idOf(one), one]))
  const happenings = withoutEchoes([...each.values()]).slice(-limit)
  return ok({ happenings, unasked: workers.ok ? undefined : workers.failure })
}

interface Known {
  readonly names: readonly string[]
  readonly running: readonly string[]
}

function resolveName(given: string, { names, running }: Known): Result<string, WorkerFailure> {
  const matches = names.includes(given) ? [given] : names.filter((name) => name.startsWith(given))
  const [only, second] = matches
  if (only !== undefined && second === undefined) return ok(only)
  if (only !== undefined) return fail({ reason: 'ambiguous-worker', name: given, matches })
  if (!isWorkerName(given)) return fail({ reason: 'invalid-name', name: given })
  return fail({ reason: 'no-such-worker', name: given, suggestion: closest(given, names), running })
}
