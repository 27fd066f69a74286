import * as z from 'zod/mini'
import type { EachOptions, RemoveOptions, VerbOutcome, WorkerResult } from '../workers/verbs.ts'
import { namedBy, type Whom } from '../workers/whom.ts'
import { workerPath } from './path.ts'
import { maybe, maybeNumber, maybeWords } from './read/fields.ts'
import type { Wire } from './wire.ts'

const unmerged = z.object({
  files: z.array(z.string()),
  commits: z.array(z.object({ id: z.string(), subject: z.string() })),
  isMore: z.boolean(),
})

/** As the server's `schemas/life.ts` has it. */
const done = z.object({
  ...{ worker: z.string(), tookMs: z.number(), wasSo: z.boolean() },
  ...{ lost: maybe(unmerged), agentExitCode: maybeNumber, task: maybeWords },
})

type Doing = (whom: Whom) => WorkerResult<z.output<typeof done>>

/** One of the verbs that have no more to say than whom they are for. */
export const each = (
  wire: Wire,
  verb: 'start' | 'restart' | 'freeze' | 'thaw',
  whom: readonly Whom[],
  options: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEach(whom, options, (one) => wire.ask({ method: 'POST', path: workerPath(one, verb) }, done))

export const stopWorkers = (
  wire: Wire,
  whom: readonly Whom[],
  options: EachOptions & { readonly graceMs?: number } = {},
): Promise<readonly VerbOutcome[]> =>
  forEach(whom, options, (one) =>
    wire.ask({ method: 'POST', path: workerPath(one, 'stop', { 'grace-ms': options.graceMs }) }, done),
  )

export const removeWorkers = (
  wire: Wire,
  whom: readonly Whom[],
  options: RemoveOptions = {},
): Promise<readonly VerbOutcome[]> => {
  const force = options.isForced === true ? 'yes' : undefined
  const lose = options.mayLoseWork === true ? 'yes' : undefined
  return forEach(whom, options, (one) =>
    wire.ask({ method: 'DELETE', path: workerPath(one, undefined, { force, 'lose-work': lose }) }, done),
  )
}

/** Side by side; each answers for itself, in the order given. */
const forEach = (
  whom: readonly Whom[],
  { onOutcome }: EachOptions,
  act: Doing,
): Promise<readonly VerbOutcome[]> =>
  Promise.all(
    whom.map(async (one) => {
      const outcome = outcomeOf(one, await act(one))
      onOutcome?.(outcome)
      return outcome
    }),
  )

function outcomeOf(whom: Whom, answered: Awaited<ReturnType<Doing>>): VerbOutcome {
  if (!answered.ok) return { ok: false, name: namedBy(whom).name, failure: answered.failure }
  const { worker, tookMs, wasSo, lost, agentExitCode, task } = answered.value
  return {
    ...{ ok: true, name: worker, tookMs },
    ...(wasSo && { wasSo }),
    ...(lost !== undefined && { lost }),
    ...(agentExitCode !== undefined && { agentExitCode }),
    ...(task !== undefined && { task }),
  }
}
