import { ok } from '../../lib/result.ts'
import { readBeginning, readRepository } from '../../workspace/repository.ts'
import type { WorkersContext } from '../context.ts'
import { checkStart } from '../create/check-start.ts'
import type { CheckWorkspaceInput, WorkerResult } from '../verbs.ts'
import { wishOf } from './wish.ts'
import { resolveWorkspace } from './workspace.ts'

/** What a start would say of the workspace, without an engine: when it is started in the end, much can be otherwise. */
export async function checkWorkspace(
  context: WorkersContext,
  { workspace = context.defaults.workspace, branch, cwd = context.cwd }: CheckWorkspaceInput,
): WorkerResult<void> {
  const checked = checkStart({ workspace, branch })
  if (!checked.ok) return checked
  const { wish, folder } = wishOf({ workspace, branch, base: undefined })
  if (wish.kind === 'empty' || wish.kind === 'url') return ok(undefined)
  const place = resolveWorkspace(folder, { cwd, home: context.person.home })
  if (!place.ok) return place
  if (wish.kind === 'bind') return ok(undefined)
  const repository = await readRepository(context.git, place.value)
  if (!repository.ok) return repository
  // Without a branch it gets one of its worker's name, which it has yet to be given.
  if (branch === undefined) return ok(undefined)
  const beginning = await readBeginning(context.git, repository.value, { branch, from: undefined })
  return beginning.ok ? ok(undefined) : beginning
}
