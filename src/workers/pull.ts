import { createWriteStream } from 'node:fs'
import { fail, ok } from '../lib/result.ts'
import { fetchBundle, Quarantine } from '../workspace/fetch-bundle.ts'
import { bundleScript, gather } from '../workspace/gather.ts'
import { readIdentity } from '../workspace/identity.ts'
import { type AtHome, type Home, incomingRef, landBranch, readHome } from '../workspace/pull.ts'
import { refusalOf } from '../workspace/refusal.ts'
import { commitOf } from '../workspace/repository.ts'
import type { WorkersContext } from './context.ts'
import type { Pulled, PullInput, WorkerResult } from './verbs.ts'
import { type LookedInto, lookInside } from './work/look-inside.ts'
import { type OwnWorkspace, workspaceId } from './work/own-workspace.ts'

type Clone = Extract<OwnWorkspace, { readonly kind: 'clone' }>

/** Brings a worker's branch into the person's repository, what was left uncommitted with it. */
export const pullFromWorker = (context: WorkersContext, input: PullInput): WorkerResult<Pulled> =>
  lookInside(context, input, async (looked): WorkerResult<Pulled> => {
    const { worker, own } = looked
    const { name } = worker
    if (own?.kind !== 'clone') return fail({ reason: 'no-branch', name, kind: worker.workspace.kind })
    const { repository, branch, base } = own
    const home: Home = { repository, branch, id: workspaceId(own) }
    const before = await readHome(context.git, { ...home, name })
    if (!before.ok) return before
    const person = await readIdentity(context.git, repository)
    const gathered = await gather(looked.run, {
      ...{ name, image: worker.image, branch, person },
      atHome: before.value,
      message: input.message,
    })
    if (!gathered.ok) return gathered
    const { isCommitted } = gathered.value
    if (isCommitted) input.onCommitted?.(name)
    const result = { worker: name, repository, branch, base, isCommitted }
    if (gathered.value.tip === base && before.value.existing === undefined)
      return ok({ ...result, arrival: 'nothing', tip: base, commits: 0 })
    const way = { own, home, atHome: before.value, tip: gathered.value.tip }
    const tip = await bringHome(context, looked, way).catch((error: unknown) => unkept(context, name, error))
    if (!tip.ok) return tip
    const landed = await landBranch(context.git, { home, atHome: before.value, tip: tip.value })
    await context.git.run(repository, ['update-ref', '-d', incomingRef(home.id)])
    if (!landed.ok) return landed
    const from = landed.value === 'forwarded' ? (before.value.existing ?? base) : base
    const count = await context.git.ask(repository, ['rev-list', '--count', `${from}..${tip.value}`])
    if (!count.ok) return count
    return ok({ ...result, arrival: landed.value, tip: tip.value, commits: Number(count.value) })
  })

interface Way {
  readonly own: Clone
  readonly home: Home
  readonly atHome: AtHome
  /** As the worker says. */
  readonly tip: string
}

/** The branch's commit, which is in the person's repository then. */
async function bringHome(
  context: WorkersContext,
  { worker, run }: LookedInto,
  { own, home, atHome, tip }: Way,
): WorkerResult<string> {
  const { git, dataDir } = context
  const { repository, branch, id } = home
  const known = await commitOf(git, repository, tip)
  if (!known.ok) return known
  if (known.value !== undefined) return ok(known.value)
  const { name, image } = worker
  using quarantine = new Quarantine(dataDir)
  const args = [branch, own.base, ...[atHome.existing ?? [], atHome.pulled ?? []].flat()]
  const to = createWriteStream(quarantine.bundle, { mode: 0o600 })
  const refusal = new Promise<never>((_, reject) => to.once('error', reject))
  const written = await Promise.race([run({ script: bundleScript, args, to }), refusal])
  if (!written.ok) return written
  const refused = refusalOf(written.value, { name, image, what: 'hand out its branch' })
  if (refused !== undefined) return fail(refused)
  return await fetchBundle(git, { repository, quarantine, branch, ref: incomingRef(id), name })
}

/** What a file system refuses is no bug of hal's, and no fault of the worker's. */
function unkept({ dataDir }: WorkersContext, name: string, error: unknown) {
  if (!(error instanceof Error && 'code' in error)) throw error
  return fail({ reason: 'branch-unkept', name, path: dataDir, detail: error.message } as const)
}
