import { readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** A file of the kernel's, held open: each reading is what it says then, for one system call. */
export interface HeldFile {
  /** Rejects where it can't be read, and where it says more than was expected of it. */
  readonly read: () => Promise<string>
  /** The same for a tenth of the work, and everything else waits: for what the kernel has at hand. Throws where `read` rejects. */
  readonly readNow: () => string
  readonly close: () => Promise<void>
}

/** Rejects where there is no such file. */
export async function holdFile(path: string, mostBytes: number): Promise<HeldFile> {
  const handle: FileHandle = await open(path)
  const buffer = Buffer.allocUnsafeSlow(mostBytes)
  const text = (bytesRead: number): string => {
    if (bytesRead === mostBytes) throw new Error(`${path} says more than ${mostBytes} bytes`)
    return buffer.toString('latin1', 0, bytesRead)
  }
  return {
    read: async () => text((await handle.read(buffer, 0, mostBytes, 0)).bytesRead),
    readNow: () => text(readSync(handle.fd, buffer, 0, mostBytes, 0)),
    close: () => handle.close(),
  }
}
