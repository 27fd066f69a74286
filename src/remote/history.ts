import { ok } from '../lib/result.ts'
import type { HistoryInput, WorkerResult, WorkersHistory } from '../workers/verbs.ts'
import { pathOf } from './path.ts'
import { happeningOf, someHistory } from './read/happening.ts'
import { failureOf } from './refusal.ts'
import type { Wire } from './wire.ts'

export async function historyOfWorkers(
  wire: Wire,
  { name, since, limit }: HistoryInput = {},
): WorkerResult<WorkersHistory> {
  const words = name === undefined ? ['history'] : ['workers', name, 'history']
  const path = pathOf(words, { since: since?.toISOString(), limit })
  const told = await wire.ask({ method: 'GET', path }, someHistory)
  if (!told.ok) return told
  const { history, unasked } = told.value
  return ok({
    happenings: history.flatMap((one) => happeningOf(one) ?? []),
    unasked: unasked === undefined ? undefined : failureOf(unasked),
  })
}
