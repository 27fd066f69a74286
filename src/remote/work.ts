import * as z from 'zod/mini'
import { ok } from '../lib/result.ts'
import type { ChangesInput, DiffSummary, WorkerResult, WorkspaceChanges } from '../workers/verbs.ts'
import { workerPath } from './path.ts'
import { maybeNumber, maybeWords } from './read/fields.ts'
import type { Wire } from './wire.ts'

const changes = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('changes'), stat: z.string(), diff: z.string(), isCut: z.boolean() },
    isSinceStart: z.optional(z.boolean()),
  }),
  z.object({ kind: z.enum(['no-git', 'no-repository']) }),
])

const summary = z.object({
  ...{ worker: z.string(), branch: maybeWords, base: maybeWords },
  files: z.array(z.object({ path: z.string(), added: maybeNumber, deleted: maybeNumber })),
  commits: z.array(z.object({ id: z.string(), subject: z.string() })),
})

export async function changesOfWorker(wire: Wire, input: ChangesInput): WorkerResult<WorkspaceChanges> {
  const asked = { method: 'GET', path: workerPath(input, 'changes'), signal: input.signal } as const
  const told = await wire.ask(asked, changes)
  if (!told.ok || told.value.kind !== 'changes') return told as Awaited<WorkerResult<WorkspaceChanges>>
  const { isSinceStart, ...rest } = told.value
  return ok({ ...rest, ...(isSinceStart === undefined ? {} : { isSinceStart }) })
}

export const diffSummaryOfWorker = (wire: Wire, input: ChangesInput): WorkerResult<DiffSummary> =>
  wire.ask({ method: 'GET', path: workerPath(input, 'diff-summary'), signal: input.signal }, summary)
