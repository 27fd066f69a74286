import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '../lib/result.ts'
import type { HostGit } from './host-git.ts'
import { commitOf } from './repository.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/** A folder for what comes from a worker and isn't trusted yet; gone with all that is in it when disposed. */
export class Quarantine implements Disposable {
  readonly folder: string
  readonly bundle: string

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    this.folder = mkdtempSync(join(dataDir, 'incoming-'))
    this.bundle = join(this.folder, 'bundle')
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

interface BundleRequest {
  readonly repository: string
  readonly quarantine: Quarantine
  readonly branch: string
  /** Where the branch's commit stands afterwards. */
  readonly ref: string
  readonly name: string
}

/**
 * Takes one branch out of a bundle that a worker wrote, and nothing else that may be in it, into one ref of the person's repository.
 * First into a repository of hal's own, as gits before 2.46 take bundles unchecked; from there by a fetch, which checks every object.
 */
export async function fetchBundle(
  git: HostGit,
  { repository, quarantine, branch, ref, name }: BundleRequest,
): Promise<Result<string, WorkspaceFailure>> {
  const refuse = (detail: string, path = dirname(quarantine.folder)) =>
    isOfTheDisk(detail)
      ? fail({ reason: 'branch-unkept', name, path, detail })
      : fail({ reason: 'bundle-refused', name, detail })
  const heads = await git.run(repository, ['bundle', 'list-heads', quarantine.bundle])
  if (!heads.ok) return heads
  const wanted = `refs/heads/${branch}`
  const named = heads.value.stdout.split('\n').some((line) => line.slice(line.indexOf(' ') + 1) === wanted)
  if (heads.value.exitCode !== 0 || !named) return refuse(`it has no branch ${branch}`)
  const between = join(quarantine.folder, 'git')
  const made = await makeBetween(git, { repository, between })
  if (!made.ok) return made
  const taken = await git.run(between, [...fetchOnly, quarantine.bundle, `+${wanted}:refs/heads/pulled`])
  if (!taken.ok) return taken
  if (taken.value.exitCode !== 0) return refuse(lastLine(taken.value.stderr))
  const fetched = await git.run(repository, [...fetchOnly, between, `+refs/heads/pulled:${ref}`])
  if (!fetched.ok) return fetched
  if (fetched.value.exitCode !== 0) return refuse(lastLine(fetched.value.stderr), repository)
  const commit = await commitOf(git, repository, ref)
  if (!commit.ok) return commit
  return commit.value === undefined ? refuse('the branch is no commit') : ok(commit.value)
}

const fetchOnly = [
  ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'],
  ...['--no-auto-maintenance', '--refmap='],
]

/** A bare repository that sees the person's objects: a bundle leaves out what they have. */
async function makeBetween(
  git: HostGit,
  { repository, between }: { readonly repository: string; readonly between: string },
): Promise<Result<string, WorkspaceFailure>> {
  const facts = await git.ask(repository, [
    ...['rev-parse', '--path-format=absolute', '--show-object-format', '--git-path', 'objects'],
  ])
  if (!facts.ok) return facts
  const [format = 'sha1', objects = ''] = facts.value.split('\n')
  const made = await git.ask(repository, [
    ...['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, between],
  ])
  if (!made.ok) return made
  const shallow = await git.ask(repository, ['rev-parse', '--path-format=absolute', '--git-path', 'shallow'])
  if (!shallow.ok) return shallow
  borrow(between, { objects, shallow: shallow.value })
  return made
}

function borrow(
  between: string,
  { objects, shallow }: { readonly objects: string; readonly shallow: string },
): void {
  mkdirSync(join(between, 'objects/info'), { recursive: true })
  writeFileSync(join(between, 'objects/info/alternates'), `${quotedPath(objects)}\n`)
  if (existsSync(shallow)) copyFileSync(shallow, join(between, 'shallow'))
}

/** As git reads it: a path that begins with a quote, or has a line break in it, would be another. */
const quotedPath = (path: string): string => (/["\n\\]/.test(path) ? JSON.stringify(path) : path)

/** No fault of what the worker handed out. */
const isOfTheDisk = (detail: string): boolean =>
  /No space left on device|Disk quota exceeded|Read-only file system/.test(detail)

/** git's reason for refusing. */
const lastLine = (stderr: string): string =>
  stderr.split('\n').find((line) => /^(?:remote: )?(?:fatal|error)/.test(line)) ?? 'git gave no reason'
