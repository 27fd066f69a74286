import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Whose a file is on this machine. */
export interface HostOwner {
  readonly uid: number
  readonly gid: number
}

/** A folder that nobody but its owner may enter. */
export function makeFolder(path: string, { uid, gid }: HostOwner): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  chownSync(path, uid, gid)
}

interface NewFile extends HostOwner {
  readonly mode: number
  readonly content: string | Buffer
}

/** In a folder that is another's: what is there, a link among it, is never written to, and makes this throw. */
export function writeNewFile(path: string, { uid, gid, mode, content }: NewFile): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    writeFileSync(descriptor, content)
    fchownSync(descriptor, uid, gid)
    fchmodSync(descriptor, mode)
  } finally {
    closeSync(descriptor)
  }
}

/** Keeps one file a content, readable for all, whole or not there. Answers its path. */
export function keepFile(folder: string, content: string | Buffer): string {
  const path = join(folder, createHash('sha256').update(content).digest('hex').slice(0, 32))
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, content, { mode: 0o644, flag: 'wx' })
  chmodSync(draft, 0o644)
  renameSync(draft, path)
  return path
}
