import { mkdirSync } from 'node:fs'
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
