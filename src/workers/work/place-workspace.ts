import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Engine, EngineInfo, Mount } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { keepBase, keptRef, writeClone } from '../../workspace/clone.ts'
import { copyIncluded } from '../../workspace/include.ts'
import { giveFolder, newFolder, removeFolderOf, wordsOf } from '../../workspace/own-folder.ts'
import { incomingRef, pulledRef } from '../../workspace/pull.ts'
import { remarksOn } from '../../workspace/remarks.ts'
import { readBeginning, readRepository } from '../../workspace/repository.ts'
import type { WorkspaceFailure } from '../../workspace/workspace-failure.ts'
import type { WorkersContext } from '../context.ts'
import type { WorkerSpec } from '../create/spec.ts'
import { label } from '../labels.ts'
import { inside } from '../reach/inside.ts'
import type { WorkerResult } from '../verbs.ts'
import type { Worker } from '../worker.ts'
import { boundFolder } from './bound-folder.ts'
import { type OwnWorkspace, readOwnWorkspace, workspaceId } from './own-workspace.ts'
import { sharedBranchWarnings } from './shared-branch.ts'
import { workspaceWarning } from './workspace.ts'

interface PlaceRequest {
  readonly name: string
  readonly spec: WorkerSpec
  readonly user: { readonly uid: number; readonly gid: number }
  readonly info: EngineInfo
}

/** What a worker works on, there on this machine and ready to be mounted. */
export interface PlacedWorkspace {
  /** As the spec's label keeps it. */
  readonly path: string | null
  readonly own: OwnWorkspace | undefined
  readonly mounts: readonly Mount[]
  readonly warnings: readonly string[]
  /** Takes back what was made, where the worker comes to nothing. */
  readonly undo: () => Promise<void>
}

export async function placeWorkspace(
  context: WorkersContext,
  request: PlaceRequest,
): WorkerResult<PlacedWorkspace> {
  const { spec, user, info } = request
  const { wish } = spec
  if (wish.kind === 'bind') {
    if (!spec.workspace.ok) return spec.workspace
    const path = spec.workspace.value
    const { mounts, warnings } = boundFolder(path)
    const warning = workspaceWarning(path, user)
    return ok({
      path,
      own: undefined,
      mounts,
      warnings: [warning ?? [], warnings].flat(),
      undo: async () => undefined,
    })
  }
  if (!info.isLocal) return fail({ reason: 'engine-elsewhere', kind: wish.kind })
  // A clone borrows objects by where they are mounted.
  if (wish.kind === 'clone' && !info.capabilities.has('own-files'))
    return fail({ reason: 'not-supported', what: 'give a worker a clone', engine: info.name })
  const made = newFolder(context.dataDir, request.name)
  if (!made.ok) return made
  const folder = made.value
  const filled = await fillFolder(context, request, folder).catch((error: unknown) => unmade(folder, error))
  if (!filled.ok) {
    await removeFolderOf(folder)
    return filled
  }
  const { own, warnings } = filled.value
  return ok({
    path: own.kind === 'clone' ? own.repository : null,
    own,
    mounts: mountsOf(own),
    warnings,
    undo: () => forgetWorkspace(context, own).then(() => undefined),
  })
}

/** What a file system refuses is no bug of hal's. */
function unmade(path: string, error: unknown): Result<never, WorkspaceFailure> {
  if (!(error instanceof Error && 'code' in error)) throw error
  return fail({ reason: 'workspace-unmade', path, detail: wordsOf(error) })
}

interface Filled {
  readonly own: OwnWorkspace
  readonly warnings: readonly string[]
}

async function fillFolder(
  context: WorkersContext,
  { name, spec, user, info }: PlaceRequest,
  folder: string,
): WorkerResult<Filled> {
  const { wish, workspace } = spec
  // On a rootless engine, 0 inside is the person outside.
  const owner = info.isRootless ? context.person : user
  const whose = { folder, user: `${user.uid}:${user.gid}` }
  if (wish.kind !== 'clone') {
    giveFolder(folder, owner)
    if (wish.kind !== 'url') return ok({ own: { kind: 'empty', ...whose }, warnings: [] })
    const { url, branch = null, base = null } = wish
    return ok({ own: { kind: 'url', ...whose, url, branch, base }, warnings: [] })
  }
  if (!workspace.ok) return workspace
  const repository = await readRepository(context.git, workspace.value)
  if (!repository.ok) return repository
  const { path, stores } = repository.value
  const beginning = await readBeginning(context.git, repository.value, {
    branch: wish.branch ?? `hal/${name}`,
    from: wish.base,
  })
  if (!beginning.ok) return beginning
  const { branch, base } = beginning.value
  const own: OwnWorkspace = { kind: 'clone', ...whose, repository: path, stores, branch, base }
  const written = await writeClone(context.git, {
    folder,
    repository: repository.value,
    beginning: beginning.value,
    storesInside: stores.map((_, index) => inside.objects(index)),
  })
  if (!written.ok) return written
  const included = await copyIncluded(context.git, { repository: repository.value, folder })
  if (!included.ok) return included
  giveFolder(folder, owner)
  const kept = await keepBase(context.git, { repository: path, id: workspaceId(own), base })
  if (!kept.ok) return kept
  const warnings = await Promise.all([
    remarksOn(context.git, repository.value, base),
    sharedBranchWarnings(context, own),
  ])
  return ok({ own, warnings: warnings.flat() })
}

const namesOfOthers = 'info/alternates'

/** The folder, and the person's objects to read. What those borrow is mounted as well; under the names that they have for it, it isn't there. */
export function mountsOf(own: OwnWorkspace): readonly Mount[] {
  const workspace: Mount = {
    kind: 'bind',
    source: own.folder,
    target: inside.workspace,
    isReadOnly: false,
  }
  if (own.kind !== 'clone') return [workspace]
  const stores = own.stores.map(
    (source, index) =>
      ({ kind: 'bind', source, target: inside.objects(index), isReadOnly: true }) satisfies Mount,
  )
  const borrowing = stores.filter(({ source }) => existsSync(join(source, namesOfOthers)))
  const nothing = join(dirname(own.folder), '.nothing')
  if (borrowing.length > 0) writeFileSync(nothing, '')
  const unread = borrowing.map(
    ({ target }): Mount => ({
      kind: 'bind',
      source: nothing,
      target: join(target, namesOfOthers),
      isReadOnly: true,
    }),
  )
  return [workspace, ...stores, ...unread]
}

/** As its label keeps it; `undefined` for a folder of the person's. */
export async function ownWorkspaceOf(
  engine: Engine,
  { containerId, workspace }: Pick<Worker, 'containerId' | 'workspace'>,
): WorkerResult<OwnWorkspace | undefined> {
  if (!('folder' in workspace)) return ok(undefined)
  const container = await engine.inspect(containerId)
  return container.ok ? ok(readOwnWorkspace(container.value.labels[label.workspace])) : container
}

/** Once its worker is gone. Answers what could not be removed, and why. */
export async function forgetWorkspace(
  { git }: WorkersContext,
  own: OwnWorkspace,
): Promise<string | undefined> {
  const left = await removeFolderOf(own.folder)
  if (own.kind === 'clone') {
    const id = workspaceId(own)
    // The repository may be gone by now.
    for (const ref of [keptRef(id), pulledRef(id), incomingRef(id)])
      await git.run(own.repository, ['update-ref', '-d', ref])
  }
  return left
}
