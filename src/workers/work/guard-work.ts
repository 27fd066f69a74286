import type { Engine } from '../../engines/engine.ts'
import { lastLines } from '../../lib/last-lines.ts'
import { fail, ok } from '../../lib/result.ts'
import { refusalOf } from '../../workspace/refusal.ts'
import { hadAlready, readUnmerged, unmergedScript } from '../../workspace/unmerged.ts'
import type { WorkersContext } from '../context.ts'
import type { WorkerResult } from '../verbs.ts'
import type { Worker } from '../worker.ts'
import { type LookedInto, lookIntoWorker } from './look-inside.ts'

interface Going {
  readonly engine: Engine
  readonly worker: Worker
}

/** Fails where a worker's workspace has work that is nowhere else, or where nobody can say. */
export const guardWork = (
  context: WorkersContext,
  { engine, worker, signal = context.signal }: Going & { readonly signal?: AbortSignal },
): WorkerResult<void> =>
  lookIntoWorker(context, { engine, worker, signal }, async ({ own, run }): WorkerResult<void> => {
    if (own === undefined || own.kind === 'empty') return ok(undefined)
    const { name, image } = worker
    const input = own.kind === 'clone' ? await hadAlready(context.git, own.repository) : ''
    const ran = await run({ script: unmergedScript, args: own.kind === 'url' ? ['pushed'] : [], input })
    if (!ran.ok) return ran
    const refused = refusalOf(ran.value, { name, image, what: 'say what was done' })
    if (refused !== undefined) return fail({ reason: 'work-unknown', name, why: refused.reason })
    const unmerged = readUnmerged(ran.value)
    if (unmerged === undefined) return ok(undefined)
    return fail({ reason: 'unmerged-work', name, isPullable: own.kind === 'clone', ...unmerged })
  })

/** A teardown that takes longer is left behind with the worker. */
const teardownMs = 120_000

/** Runs the person's commands in the worker before its workspace goes. */
export const tearDown = (context: WorkersContext, { engine, worker }: Going): WorkerResult<void> => {
  const commands = context.defaults.teardown.join('\n')
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(teardownMs)])
  const look = async ({ run }: LookedInto): WorkerResult<void> => {
    const ran = await run({ script: 'cd /workspace && sh -ec "$1" </dev/null 2>&1', args: [commands] })
    if (!ran.ok) return ran
    const { exitCode, stdout } = ran.value
    if (exitCode === 0) return ok(undefined)
    const said = lastLines(stdout.toString().trimEnd(), 10).split('\n')
    return fail({ reason: 'teardown-failed', name: worker.name, exitCode, lastLines: said })
  }
  return commands === ''
    ? Promise.resolve(ok(undefined))
    : lookIntoWorker(context, { engine, worker, signal }, look)
}
