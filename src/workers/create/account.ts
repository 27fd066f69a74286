import type { Engine, FileEntry } from '../../engines/engine.ts'
import { ok } from '../../lib/result.ts'
import { inside } from '../reach/inside.ts'
import type { WorkerResult } from '../verbs.ts'

/** The most that hal reads of an image's account files; larger ones don't exist in practice. */
const maxBytes = 1024 * 1024

/** An image's own account files; `undefined` for one it hasn't. */
export interface Accounts {
  readonly passwd: string | undefined
  readonly group: string | undefined
}

/** Reading them costs an engine tens of milliseconds, and an image never changes under its id. May forget anything at any time. */
export interface AccountCache {
  readonly read: (imageId: string) => Accounts | undefined
  readonly write: (imageId: string, accounts: Accounts) => void
}

/** What is known of an image before there is a container of it. What is wrong with one, its creation says. */
export async function knownAccounts(
  engine: Engine,
  reference: string,
  cache: AccountCache,
): Promise<Accounts | undefined> {
  const image = await engine.image(reference)
  return image.ok && image.value !== undefined ? cache.read(image.value.id) : undefined
}

/** Reads an image's account files from a container of it, and keeps them in the cache. */
export async function readAccounts(
  engine: Engine,
  containerId: string,
  cache: AccountCache,
): WorkerResult<Accounts> {
  const [container, passwd, group] = await Promise.all([
    engine.inspect(containerId),
    engine.readFile(containerId, '/etc/passwd', { maxBytes }),
    engine.readFile(containerId, '/etc/group', { maxBytes }),
  ])
  if (!container.ok) return container
  if (!passwd.ok) return passwd
  if (!group.ok) return group
  const accounts = { passwd: passwd.value?.toString('utf8'), group: group.value?.toString('utf8') }
  cache.write(container.value.imageId, accounts)
  return ok(accounts)
}

/**
 * The files that make any uid a user inside any image: `git` and `ssh` ask /etc/passwd who they run as, and HOME must be writable.
 * An image that knows the uid already keeps its entry.
 */
export function accountFiles(
  accounts: Accounts,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): readonly FileEntry[] {
  const { passwd = 'root:x:0:0:root:/root:/bin/sh\n', group = 'root:x:0:\n' } = accounts
  const files: FileEntry[] = [{ kind: 'directory', path: inside.home, mode: 0o755, uid, gid }]
  if (!hasId(passwd, uid)) {
    files.push(etcFile('/etc/passwd', `${endLine(passwd)}hal:x:${uid}:${gid}:hal:${inside.home}:/bin/sh\n`))
  }
  if (!hasId(group, gid)) files.push(etcFile('/etc/group', `${endLine(group)}hal:x:${gid}:\n`))
  return files
}

const etcFile = (path: string, content: string): FileEntry => ({
  kind: 'file',
  path,
  mode: 0o644,
  uid: 0,
  gid: 0,
  content,
})

const hasId = (text: string, id: number): boolean =>
  text.split('\n').some((line) => line.split(':')[2] === String(id))

const endLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
