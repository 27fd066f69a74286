import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where a folder comes from, as far as git knows. */
export interface Source {
  /** The remote `origin`, without anybody's password. */
  readonly url: string | undefined
  /** The commit, where the whole tree is as it says. */
  readonly commit: string | undefined
}

/** By folder. hal's own file of that name is no change of the tree. A folder that no repository tracks, as inside of somebody's `node_modules`, is not in the answer. */
export async function sourcesOf(
  folders: readonly string[],
  ownFile: string,
): Promise<ReadonlyMap<string, Source>> {
  const commits = new Map<string, Promise<string | undefined>>()
  const found = await Promise.all(
    folders.map(async (folder): Promise<readonly (readonly [string, Source])[]> => {
      const repository = await findRepository(folder)
      if (repository === undefined) return []
      await using looking = await lookSafely(repository)
      if ((await looking.git('-C', folder, 'ls-files', '--', '.')) === '') return []
      const { top, head } = repository
      const commit =
        commits.get(top) ?? isClean(repository, ownFile).then((isSo) => (isSo ? head : undefined))
      commits.set(top, commit)
      const url = publicUrl(await git('-C', folder, 'config', '--get', 'remote.origin.url'))
      return [[folder, { url, commit: await commit }]]
    }),
  )
  return new Map(found.flat())
}

interface Repository {
  readonly top: string
  readonly index: string
  readonly objects: string
  readonly head: string
}

async function findRepository(folder: string): Promise<Repository | undefined> {
  const paths = ['--show-toplevel', '--git-path', 'index', '--git-path', 'objects', 'HEAD']
  const said = await git('-C', folder, 'rev-parse', '--path-format=absolute', ...paths)
  const [top, index, objects, head] = said?.split('\n') ?? []
  if (top === undefined || index === undefined || objects === undefined || head === undefined)
    return undefined
  return { top, index, objects, head }
}

async function isClean(repository: Repository, ownFile: string): Promise<boolean> {
  await using looking = await lookSafely(repository)
  const what = ['--porcelain', '--ignore-submodules=dirty', '--', '.', `:(exclude,glob)**/${ownFile}`]
  const changes = await looking.git('-C', repository.top, 'status', ...what)
  return changes === ''
}

/**
 * git runs what a repository's own config names (`core.fsmonitor`, filters, hooks) when it compares files, and a worker may write there.
 * So it looks through a folder of ours that borrows the repository's objects and index, and has a config without a word.
 */
async function lookSafely({ top, index, objects, head }: Repository) {
  const dir = await mkdtemp(join(tmpdir(), 'hal-git-'))
  await Promise.all(['objects/info', 'refs'].map((name) => mkdir(join(dir, name), { recursive: true })))
  await Promise.all([
    writeFile(join(dir, 'HEAD'), `${head}\n`),
    writeFile(join(dir, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n'),
    writeFile(join(dir, 'objects/info/alternates'), `${objects}\n`),
    copyFile(index, join(dir, 'index')).catch(() => undefined),
  ])
  const where = [`--git-dir=${dir}`, `--work-tree=${top}`]
  return {
    git: (...args: readonly string[]) => git(...where, ...args),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  }
}

const execute = promisify(execFile)

/** `undefined`: git isn't there, or has nothing to say. */
const git = async (...args: readonly string[]): Promise<string | undefined> => {
  const options = { timeout: 30_000, maxBuffer: 64 * 1024 * 1024 }
  // A workspace is often another user's, as workers are. What git fears there, programs named in its config, is not run: see `lookSafely`.
  const ran = await execute('git', ['-c', 'safe.directory=*', ...args], options).catch(() => undefined)
  return ran?.stdout.trimEnd()
}

/** Only what others can reach: no path of this machine. */
export function publicUrl(remote: string | undefined): string | undefined {
  if (remote === undefined || /^(file:|\/|\.)/.test(remote)) return undefined
  if (/^[\w.-]+@[\w.-]+:/.test(remote)) return remote
  if (!URL.canParse(remote)) return undefined
  const url = new URL(remote)
  url.password = ''
  if (/^https?:$/.test(url.protocol)) url.username = ''
  return url.href
}
