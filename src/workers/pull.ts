import { ok } from '../lib/result.ts'
import { bringHome } from '../workspace/bring-home.ts'
import type { WorkersContext } from './context.ts'
import type { Pulled, PullInput, WorkerResult } from './verbs.ts'
import { branchIn } from './work/hand-out.ts'
import { lookInside } from './work/look-inside.ts'

/** Brings a worker's branch into the person's repository, what was left uncommitted with it. */
export const pullFromWorker = (context: WorkersContext, input: PullInput): WorkerResult<Pulled> =>
  lookInside(context, input, async (looked): WorkerResult<Pulled> => {
    const branch = branchIn(looked)
    if (!branch.ok) return branch
    const { name, repository } = branch.value
    const brought = await bringHome(context.git, branch.value, {
      ...{ repository, dataDir: context.dataDir, message: input.message },
      onCommitted: () => input.onCommitted?.(name),
    })
    return brought.ok ? ok({ worker: name, ...brought.value }) : brought
  })
