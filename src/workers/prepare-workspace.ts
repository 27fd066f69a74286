import type { Engine } from '../engines/engine.ts'
import { lastLines } from '../lib/last-lines.ts'
import { fail, ok } from '../lib/result.ts'
import { prepareScript, refusalIn } from '../workspace/prepare.ts'
import type { WorkersContext } from './context.ts'
import { inside } from './inside.ts'
import { insideRun } from './inside-run.ts'
import { type OwnWorkspace, workspaceId } from './own-workspace.ts'
import type { WorkerResult } from './verbs.ts'

interface Preparation {
  readonly engine: Engine
  readonly name: string
  readonly containerId: string
  readonly image: string
  readonly own: OwnWorkspace
  readonly signal: AbortSignal
}

/** Checks out, or clones, inside the worker, and runs the person's commands there. Nothing happens where that was done before. */
export async function prepareWorkspace(
  context: WorkersContext,
  { engine, name, containerId, image, own, signal }: Preparation,
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
  const refused = refusalIn(ran.value)
  switch (refused?.reason) {
    case undefined:
      return ok(undefined)
    case 'no-git-in-image':
      return fail({ reason: 'no-git-in-image', name, image })
    case 'git-refused-inside': {
      const what = kind === 'url' ? 'clone it' : 'check out its files'
      return fail({ reason: 'git-refused-inside', name, what, detail: refused.detail })
    }
    case 'setup-failed': {
      const { exitCode, output } = refused
      return fail({
        reason: 'setup-failed',
        name,
        exitCode,
        lastLines: lastLines(output.trimEnd(), 10).split('\n'),
      })
    }
  }
}
