import { createHash } from 'node:crypto'
import { fail, ok } from '../lib/result.ts'
import type { Merged, MergeInput, Pulled, PullInput, WorkerResult } from '../workers/verbs.ts'
import type { Worker } from '../workers/worker.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { type BranchSource, bringHome } from '../workspace/bring-home.ts'
import { mergeHome } from '../workspace/merge-home.ts'
import { forgetOldPulls } from '../workspace/pull.ts'
import { commitOf, isBranchName, isObjectId, readRepository } from '../workspace/repository.ts'
import { bundleFromWorker, gatherInWorker } from './hand-out.ts'
import type { Home } from './home.ts'
import { inspectWorker } from './list.ts'
import type { Wire } from './wire.ts'

/** Brings the branch of a worker of the server's into the repository that the person stands in, by the same steps as one of this machine's. */
export async function pullFromAfar(wire: Wire, home: Home, input: PullInput): WorkerResult<Pulled> {
  const found = await findBranch(wire, home, input)
  return found.ok ? pullBranch(home, found.value, input) : found
}

/** The same, and merges it into the branch that they stand on. */
export async function mergeFromAfar(wire: Wire, home: Home, input: MergeInput): WorkerResult<Merged> {
  const found = await findBranch(wire, home, input)
  if (!found.ok) return found
  const { source, repository } = found.value
  const { name } = source
  const { isSquashed = false, message } = input
  const place = { folder: home.cwd, repository, name, isSquashed, message }
  const merged = await mergeHome(home.git, place, () => pullBranch(home, found.value, input))
  return merged.ok ? ok({ worker: name, ...merged.value }) : merged
}

interface Found {
  readonly source: BranchSource<WorkerFailure>
  /** Here. */
  readonly repository: string
}

async function pullBranch(
  { git, dataDir }: Home,
  { source, repository }: Found,
  { message, onCommitted }: PullInput,
): WorkerResult<Pulled> {
  const { name } = source
  const brought = await bringHome(git, source, {
    repository,
    dataDir,
    message,
    onCommitted: () => onCommitted?.(name),
  })
  await forgetOldPulls(git, repository, { prefix: afar, endOf: digestOf })
  return brought.ok ? ok({ worker: name, ...brought.value }) : brought
}

/** What is known of workers of other machines goes by this in a repository. */
const afar = 'afar-'

/** Where nobody here has what the branch began at, another repository is meant, or an older state of it. */
async function findBranch(wire: Wire, { git, cwd }: Home, input: PullInput): WorkerResult<Found> {
  const worker = await inspectWorker(wire, input)
  if (!worker.ok) return worker
  const { name, workspace } = worker.value
  if (workspace.kind !== 'clone') return fail({ reason: 'no-branch', name, kind: workspace.kind })
  const { base, branch } = workspace
  const repository = await readRepository(git, cwd)
  if (!repository.ok && repository.failure.reason !== 'not-a-repository') return repository
  const elsewhere = { reason: 'pull-elsewhere', name, branch, base, server: wire.address.url } as const
  if (!repository.ok) return fail({ ...elsewhere, path: undefined })
  const { path } = repository.value
  const isName = await isBranchName(git, path, branch)
  if (!isName.ok) return isName
  if (!isName.value) return fail({ reason: 'bad-branch', branch })
  const begun = isObjectId(base) ? await commitOf(git, path, base) : ok(undefined)
  if (!begun.ok) return begun
  if (begun.value === undefined) return fail({ ...elsewhere, path })
  return ok({
    source: sourceOf(wire, worker.value, { base, branch, signal: input.signal }),
    repository: path,
  })
}

interface Beginning {
  readonly base: string
  readonly branch: string
  readonly signal: AbortSignal | undefined
}

const sourceOf = (
  wire: Wire,
  { name, containerId }: Worker,
  { base, branch, signal }: Beginning,
): BranchSource<WorkerFailure> => ({
  ...{ name, branch, base, server: wire.address.url },
  id: `${afar}${digestOf(wire.address.url, containerId)}-${digestOf(branch)}`,
  gather: (wanted) => gatherInWorker(wire, { name, containerId, ...wanted, signal }),
  bundle: (known, to) => bundleFromWorker(wire, { name, containerId, known, to, signal }),
})

/**
 * Whatever a server calls its workers, none is taken for one of this machine's or of another server's; and whatever it calls their
 * branches, what was pulled of one says nothing of another.
 */
const digestOf = (...words: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32)
