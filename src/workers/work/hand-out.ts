import { fail, ok } from '../../lib/result.ts'
import type { BranchSource } from '../../workspace/bring-home.ts'
import { bundleScript, type Gathered, gather } from '../../workspace/gather.ts'
import { refusalOf } from '../../workspace/refusal.ts'
import type { WorkersContext } from '../context.ts'
import type { BundleInput, GatherInput, WorkerResult } from '../verbs.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { type LookedInto, lookInside } from './look-inside.ts'
import { workspaceId } from './own-workspace.ts'

export interface Branch extends BranchSource<WorkerFailure> {
  /** The person's repository that it is a clone of. */
  readonly repository: string
}

/** The branch of a worker that was looked into; `no-branch` of one that works on something else. */
export function branchIn({ worker, own, run }: LookedInto): Awaited<WorkerResult<Branch>> {
  const { name, image } = worker
  if (own?.kind !== 'clone') return fail({ reason: 'no-branch', name, kind: worker.workspace.kind })
  const { branch, base, repository } = own
  return ok({
    ...{ name, branch, base, repository, id: workspaceId(own) },
    gather: (wanted) => gather(run, { ...wanted, name, image, branch }),
    bundle: async (known, to) => {
      const written = await run({ script: bundleScript, args: [branch, base, ...known], to })
      if (!written.ok) return written
      const refused = refusalOf(written.value, { name, image, what: 'hand out its branch' })
      return refused === undefined ? ok(undefined) : fail(refused)
    },
  })
}

/** Makes a worker's branch ready to be handed out to a repository elsewhere. */
export const gatherInWorker = (context: WorkersContext, input: GatherInput): WorkerResult<Gathered> =>
  lookInside(context, input, async (looked) => {
    const branch = branchIn(looked)
    return branch.ok ? branch.value.gather(input) : branch
  })

/** Hands it out. */
export const bundleFromWorker = (context: WorkersContext, input: BundleInput): WorkerResult<void> =>
  lookInside(context, input, async (looked) => {
    const branch = branchIn(looked)
    return branch.ok ? branch.value.bundle(input.known, input.to) : branch
  })
