import type { Engine, FileEntry } from '../engines/engine.ts'
import { ok } from '../lib/result.ts'
import { inside } from './inside.ts'
import type { WorkerResult } from './verbs.ts'

/** The most that hal reads of an image's account files; larger ones don't exist in practice. */
const maxBytes = 1024 * 1024

/**
 * The files that make any uid a user inside any image: `git` and `ssh` ask /etc/passwd who they run as, and HOME must be writable.
 * An image that knows the uid already keeps its entry.
 */
export async function accountFiles(
  engine: Engine,
  containerId: string,
  user: { readonly uid: number; readonly gid: number },
): WorkerResult<readonly FileEntry[]> {
  const [passwd, group] = await Promise.all([
    engine.readFile(containerId, '/etc/passwd', { maxBytes }),
    engine.readFile(containerId, '/etc/group', { maxBytes }),
  ])
  if (!passwd.ok) return passwd
  if (!group.ok) return group
  const { uid, gid } = user
  const files: FileEntry[] = [{ kind: 'directory', path: inside.home, mode: 0o755, uid, gid }]
  const passwdText = passwd.value?.toString('utf8') ?? 'root:x:0:0:root:/root:/bin/sh\n'
  const groupText = group.value?.toString('utf8') ?? 'root:x:0:\n'
  if (!hasId(passwdText, uid))
    files.push(
      etcFile('/etc/passwd', `${endLine(passwdText)}hal:x:${uid}:${gid}:hal:${inside.home}:/bin/sh\n`),
    )
  if (!hasId(groupText, gid)) files.push(etcFile('/etc/group', `${endLine(groupText)}hal:x:${gid}:\n`))
  return ok(files)
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
