import * as z from 'zod/mini'
import { pour } from '../lib/pour.ts'
import { fail, ok } from '../lib/result.ts'
import type { BundleInput, GatherInput, WorkerResult, WorkVerbs } from '../workers/verbs.ts'
import { isObjectId } from '../workspace/repository.ts'
import { failureOf } from './knock.ts'
import { workerPath } from './path.ts'
import type { Wire } from './wire.ts'

/** A tip of another form could name any commit of this machine's. */
const gathered = z.object({ tip: z.string().check(z.refine(isObjectId)), isCommitted: z.boolean() })

/** What was left uncommitted is committed there, as the person of here. */
export function gatherInWorker(wire: Wire, input: GatherInput): ReturnType<WorkVerbs['gather']> {
  const { atHome, person, message, signal } = input
  const asked = {
    method: 'POST',
    path: workerPath(input, 'gather'),
    body: { ...atHome, ...person, message },
    signal,
  }
  return wire.ask({ ...asked, method: 'POST' }, gathered)
}

/** One that is cut off is none. */
export async function bundleFromWorker(wire: Wire, input: BundleInput): WorkerResult<void> {
  const { known, to, signal = wire.address.signal } = input
  const path = workerPath(input, 'bundle', { known: known.length === 0 ? undefined : known.join(',') })
  const opened = await wire.open({ method: 'GET', path, signal })
  if (!opened.ok) return opened
  try {
    if (opened.value !== undefined) await pour(opened.value, to)
    return ok(undefined)
  } catch (error) {
    if (signal.aborted) return fail({ reason: 'cancelled', what: `the bundle of ${input.name}` })
    return fail(failureOf(error, { address: wire.address, isReached: true, isChange: false }))
  }
}
