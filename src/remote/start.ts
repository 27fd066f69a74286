import * as z from 'zod/mini'
import { fail, ok, type Result } from '../lib/result.ts'
import { sentenceOf } from '../present/failure.ts'
import { checkStart } from '../workers/create/check-start.ts'
import type { StartInput, StartOutcome, WorkerResult } from '../workers/verbs.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { maybe } from './read/fields.ts'
import { worker } from './read/worker.ts'
import { failureFacts, failureOf } from './refusal.ts'
import { refuse } from './refuse.ts'
import { proof, proofOf } from './send.ts'
import type { Wire } from './wire.ts'

/** As the server's `schemas/life.ts` has it. */
const started = z.object({
  ...{ worker, warnings: z.array(z.string()), tookMs: z.number() },
  how: z.enum(['started', 'started-again', 'ran-already']),
  imageFrom: maybe(z.object({ name: z.string(), key: z.string() })),
  prompt: z.optional(z.union([z.object({ failure: failureFacts }), z.extend(proof, { worker: z.string() })])),
})

/** Each by a request of its own. How far one is isn't told from afar; what it works on is the server's folder, or one in it. */
export async function startWorkers(
  wire: Wire,
  input: StartInput,
): Promise<Result<readonly StartOutcome[], WorkerFailure>> {
  if (input.isRoot === true) return refuse(wire, 'starting a worker as root')
  const checked = checkStart(input)
  if (!checked.ok) return checked
  const { count = 1, name } = input
  if (count === 1) {
    const outcome = await startOne(wire, input)
    return outcome.ok ? ok([outcome.value]) : outcome
  }
  const names = Array.from({ length: count }, (_, at) =>
    name === undefined ? undefined : `${name}-${at + 1}`,
  )
  const outcomes: StartOutcome[] = []
  // One after another, so that the server makes up another name for each.
  for (const one of names) {
    const outcome = await startOne(wire, { ...input, name: one })
    if (outcome.ok) outcomes.push(outcome.value)
    else outcomes.push({ ok: false, name: one ?? 'a worker', failure: outcome.failure })
  }
  return ok(outcomes)
}

async function startOne(wire: Wire, input: StartInput): WorkerResult<StartOutcome> {
  const { name, profile, image, agent, isUnattended, prompt, workspace, branch, base, memory, cpus, pids } =
    input
  const { env, command, signal } = input
  const body = {
    ...{ name, profile, image, agent, unattended: isUnattended, prompt, workspace, branch, base },
    ...{ memory, cpus, pids, env, command },
  }
  const begun = await wire.ask({ method: 'POST', path: '/workers', body, signal }, started)
  if (!begun.ok) return begun
  const { worker: value, imageFrom, warnings, prompt: given, ...rest } = begun.value
  const taken = given === undefined ? undefined : promptOf(given)
  // The server has words for it among its warnings, for programs that read no more than those.
  const said = taken?.ok === false ? sentenceOf(taken.failure).what : undefined
  return ok({
    ...{ ok: true, name: value.name, value, ...rest, warnings: warnings.filter((one) => one !== said) },
    ...(imageFrom === undefined ? {} : { imageFrom }),
    ...(taken === undefined ? {} : { prompt: taken }),
  })
}

type Given = NonNullable<z.output<typeof started>['prompt']>

const promptOf = (given: Given): NonNullable<Extract<StartOutcome, { ok: true }>['prompt']> =>
  'failure' in given ? fail(failureOf(given.failure)) : ok({ worker: given.worker, ...proofOf(given) })
