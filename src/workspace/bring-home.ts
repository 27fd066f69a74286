import { createWriteStream } from 'node:fs'
import { Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fail, ok, type Result } from '../lib/result.ts'
import { fetchBundle, Quarantine } from './fetch-bundle.ts'
import type { Gathered } from './gather.ts'
import type { HostGit } from './host-git.ts'
import { type Identity, readIdentity } from './identity.ts'
import { type Arrival, type AtHome, type Home, incomingRef, landBranch, readHome } from './pull.ts'
import { commitOf } from './repository.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/** What a branch is made ready for. */
export interface Wanted {
  /** What the repository that it is to come to has of it. */
  readonly atHome: AtHome
  /** Whose the commit is of what was left. */
  readonly person: Identity
  /** Of that commit; absent: one that says whose work it is. */
  readonly message?: string | undefined
}

/** A branch of a worker's, wherever that worker is. Nothing that comes from there is believed before it is checked here. */
export interface BranchSource<F> {
  /** The worker's. */
  readonly name: string
  readonly branch: string
  /** The commit that the branch began at: one of the person's repository. */
  readonly base: string
  /** The workspace's. */
  readonly id: string
  /** Of a worker of another machine. That names the branch, so none of the person's is taken for it that did not come from there. */
  readonly server?: string | undefined
  /** Commits onto the branch what was left uncommitted, unless it could not come home. */
  gather(wanted: Wanted): Promise<Result<Gathered, F>>
  /** Writes a bundle of the branch, without what lies behind `base` and these commits, and ends the stream where all of it was written. */
  bundle(known: readonly string[], to: Writable): Promise<Result<void, F>>
}

interface Bringing {
  /** The person's. */
  readonly repository: string
  /** Where hal keeps what isn't trusted yet. */
  readonly dataDir: string
  readonly message?: string | undefined
  /** What was left is committed onto the branch, whatever becomes of the rest. */
  readonly onCommitted?: (() => void) | undefined
}

export interface BroughtHome {
  readonly repository: string
  readonly branch: string
  readonly base: string
  readonly tip: string
  readonly arrival: 'nothing' | Arrival
  /** How many are new; all of the branch's where it was rewritten. */
  readonly commits: number
  /** True where hal committed what was left. */
  readonly isCommitted: boolean
}

/** Brings a worker's branch into the person's repository, what was left uncommitted with it. */
export async function bringHome<F>(
  git: HostGit,
  source: BranchSource<F>,
  { repository, dataDir, message, onCommitted }: Bringing,
): Promise<Result<BroughtHome, F | WorkspaceFailure>> {
  const { name, branch, base, id, server } = source
  const home: Home = { repository, branch, id }
  const before = await readHome(git, { ...home, name })
  if (!before.ok) return before
  const { existing, pulled } = before.value
  if (server !== undefined && existing !== undefined && pulled === undefined)
    return fail({ reason: 'branch-not-from-there', name, branch, server })
  const person = await readIdentity(git, repository)
  const gathered = await source.gather({ atHome: before.value, person, message })
  if (!gathered.ok) return gathered
  const { isCommitted } = gathered.value
  if (isCommitted) onCommitted?.()
  const result = { repository, branch, base, isCommitted }
  if (gathered.value.tip === base && existing === undefined)
    return ok({ ...result, arrival: 'nothing', tip: base, commits: 0 })
  const way = { source, home, atHome: before.value, tip: gathered.value.tip, dataDir }
  const tip = await take(git, way).catch((error: unknown) => unkept({ name, dataDir }, error))
  if (!tip.ok) return tip
  const landed = await landBranch(git, { home, atHome: before.value, tip: tip.value })
  await git.run(repository, ['update-ref', '-d', incomingRef(id)])
  if (!landed.ok) return landed
  const from = landed.value === 'forwarded' ? (existing ?? base) : base
  const count = await git.ask(repository, ['rev-list', '--count', `${from}..${tip.value}`])
  if (!count.ok) return count
  return ok({ ...result, arrival: landed.value, tip: tip.value, commits: Number(count.value) })
}

interface Way<F> {
  readonly source: BranchSource<F>
  readonly home: Home
  readonly atHome: AtHome
  /** As the worker says. */
  readonly tip: string
  readonly dataDir: string
}

/** The branch's commit, which is in the person's repository then. */
async function take<F>(
  git: HostGit,
  { source, home, atHome, tip, dataDir }: Way<F>,
): Promise<Result<string, F | WorkspaceFailure>> {
  const { repository, branch, id } = home
  const known = await commitOf(git, repository, tip)
  if (!known.ok) return known
  if (known.value !== undefined) return ok(known.value)
  using quarantine = new Quarantine(dataDir)
  const kept = await keep(source, [...[atHome.existing ?? [], atHome.pulled ?? []].flat()], quarantine.bundle)
  if (!kept.ok) return kept
  return await fetchBundle(git, { repository, quarantine, branch, ref: incomingRef(id), name: source.name })
}

/** No work is larger; what a worker hands out beyond it would fill the person's disk. */
const mostBytes = 4 * 1024 ** 3

class TooLarge extends Error {}

async function keep<F>(
  source: BranchSource<F>,
  known: readonly string[],
  file: string,
): Promise<Result<void, F | WorkspaceFailure>> {
  let bytes = 0
  const to = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length
      if (bytes > mostBytes) done(new TooLarge())
      else done(null, chunk)
    },
  })
  const saved = pipeline(to, createWriteStream(file, { mode: 0o600 }))
  const refusal = new Promise<never>((_, reject) => saved.catch(reject))
  try {
    const given = await Promise.race([source.bundle(known, to), refusal])
    if (given.ok) await saved
    else to.destroy()
    return given
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    const detail = `it is larger than ${mostBytes / 1024 ** 3} GiB`
    return fail({ reason: 'bundle-refused', name: source.name, detail })
  }
}

/** What a file system refuses is no bug of hal's, and no fault of the worker's. */
function unkept({ name, dataDir }: { readonly name: string; readonly dataDir: string }, error: unknown) {
  if (!(error instanceof Error && 'code' in error)) throw error
  return fail({ reason: 'branch-unkept', name, path: dataDir, detail: error.message } as const)
}
