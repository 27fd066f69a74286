import type { Engine } from '../../engines/engine.ts'
import { lastLines } from '../../lib/last-lines.ts'
import { fail, ok } from '../../lib/result.ts'
import { prepareScript, setupFailureIn } from '../../workspace/prepare.ts'
import { refusalOf } from '../../workspace/refusal.ts'
import type { WorkersContext } from '../context.ts'
import { inside } from '../reach/inside.ts'
import { insideRun } from '../reach/inside-run.ts'
import type { WorkerResult } from '../verbs.ts'
import { type OwnWorkspace, workspaceId } from './own-workspace.ts'

interface Preparation {
  readonly engine: Engine
  readonly name: string
  readonly containerId: string
  readonly own: OwnWorkspace
  readonly signal: AbortSignal
}

/** Checks out, or clones, inside the worker, and runs the person's commands there. Nothing happens where that was done before. */
export async function prepareWorkspace(
  context: WorkersContext,
  { engine, name, containerId, own, signal }: Preparation,
): WorkerResult<void> {
  const { kind } = own
  const ran = await insideRun(
    engine,
    containerId,
    signal,
  )({
    script: prepareScript,
    args: [
      inside.prepared(workspaceId(own)),
      kind,
      context.defaults.setup.join('\n'),
      kind === 'url' ? own.url : '',
      kind === 'url' ? (own.branch ?? '') : '',
      kind === 'url' ? (own.base ?? '') : '',
    ],
  })
  if (!ran.ok) return ran
  if (signal.aborted) return fail({ reason: 'cancelled', what: `start of ${name}` })
  const setup = setupFailureIn(ran.value)
  if (setup !== undefined) {
    const said = lastLines(setup.output.trimEnd(), 10).split('\n')
    return fail({ reason: 'setup-failed', name, exitCode: setup.exitCode, lastLines: said })
  }
  if (ran.value.exitCode === 0) return ok(undefined)
  const container = await engine.inspect(containerId)
  if (!container.ok) return container
  const { image } = container.value
  const what = kind === 'url' ? 'clone it' : 'check out its files'
  const refused = refusalOf(ran.value, { name, image, what, isGone: true })
  return refused === undefined ? ok(undefined) : fail(refused)
}
