import type { WorkersContext } from '../context.ts'
import { allWorkers } from '../find.ts'
import type { OwnWorkspace } from './own-workspace.ts'

type Clone = Extract<OwnWorkspace, { readonly kind: 'clone' }>

/** Which other workers of this owner have a clone on the branch, too: each has its own, and only one of them can come home under that name. */
export async function sharedBranchWarnings(
  context: WorkersContext,
  { repository, branch }: Clone,
): Promise<readonly string[]> {
  const workers = await allWorkers(context)
  if (!workers.ok) return []
  const others = workers.value.flatMap(({ name, workspace }) =>
    workspace.kind === 'clone' && workspace.path === repository && workspace.branch === branch ? [name] : [],
  )
  if (others.length === 0) return []
  const who = others.length === 1 ? `${others[0]} works` : `${others.join(', ')} work`
  return [
    `${who} on ${branch}, too, each in a clone of its own: what is pulled second has to build on what was pulled first`,
  ]
}
