import * as z from 'zod/mini'
import { ok } from '../lib/result.ts'
import type { EnvironmentVariable, WorkerResult } from '../workers/verbs.ts'
import type { Whom } from '../workers/whom.ts'
import { workerPath } from './path.ts'
import { maybeWords } from './read/fields.ts'
import type { Wire } from './wire.ts'

const environment = z.object({ variables: z.array(z.object({ name: z.string(), value: maybeWords })) })

export async function environmentOfWorker(
  wire: Wire,
  whom: Whom,
): WorkerResult<readonly EnvironmentVariable[]> {
  const told = await wire.ask({ method: 'GET', path: workerPath(whom, 'environment') }, environment)
  return told.ok ? ok(told.value.variables) : told
}
