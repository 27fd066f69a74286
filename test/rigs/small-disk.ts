import { appendFileSync, mkdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'

/** A folder on a disk of its own, of so many bytes, until it is disposed; whatever stood there is out of sight. It takes root. */
export async function smallDisk(path: string, bytes: number): Promise<AsyncDisposable> {
  mkdirSync(path, { recursive: true })
  await execa('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=755`, 'tmpfs', path])
  return {
    [Symbol.asyncDispose]: async () => {
      await execa('umount', ['--lazy', path])
    },
  }
}

/** From now on such a disk takes writes, or none. Whoever has a file of it open to be written keeps it from the latter. */
export const letWrite = (path: string, mode: 'rw' | 'ro') => execa('mount', ['-o', `remount,${mode}`, path])

/** Fills such a disk, to its last byte or but for so many, by a file `full`; answers what makes room again. */
export function fillDisk(path: string, bytesLeft = 0): () => void {
  const file = join(path, 'full')
  try {
    for (;;) appendFileSync(file, Buffer.alloc(64 * 1024))
  } catch {
    // That is what was wanted.
  }
  truncateSync(file, statSync(file).size - bytesLeft)
  return () => rmSync(file)
}
