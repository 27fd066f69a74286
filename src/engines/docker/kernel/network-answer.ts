import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fields } from '../guards.ts'
import { type HeldFile, holdFile } from './held-file.ts'

/** What a container's networks have carried, in the words of an engine's answer. */
export interface HeldNetworks {
  readonly readNow: () => Fields
  readonly close: () => Promise<void>
}

/** More than any container's interfaces say, and less than a page, which the kernel gives at once. */
const mostBytes = 3_000

/** Those that its first process sees. Rejects where they can't be told from the machine's own. */
export async function holdNetworks(proc: string, processFiles: readonly string[]): Promise<HeldNetworks> {
  const pid = await firstProcess(processFiles)
  // Held: a process of the same id, later, would be another container's.
  const file = await holdFile(join(proc, pid, 'net/dev'), mostBytes)
  try {
    const [its, ours] = await Promise.all([pid, 'self'].map((of) => readlink(join(proc, of, 'ns/net'))))
    return its === ours ? { readNow: () => ({}), close: file.close } : readFrom(file)
  } catch (thrown) {
    await file.close()
    throw thrown
  }
}

async function firstProcess(files: readonly string[]): Promise<string> {
  for (const file of files) {
    const [, pid] = /^(\d+)\n/.exec(await readFile(file, 'utf8').catch(() => '')) ?? []
    if (pid !== undefined) return pid
  }
  throw new Error(`no process in ${files.join(' or ')}`)
}

const readFrom = (file: HeldFile): HeldNetworks => ({
  readNow: () => networksAnswer(file.readNow()),
  close: file.close,
})

/** `  eth0: 796 10 0 …`: bytes received come first, and those sent are the ninth. */
export const networksAnswer = (text: string): Fields =>
  Object.fromEntries(
    [...text.matchAll(/^ *(\S+): *(\d+)(?: +\d+){7} +(\d+)/gm)]
      .filter(([, name]) => name !== 'lo')
      .map(([, name, received, sent]) => [name, { rx_bytes: Number(received), tx_bytes: Number(sent) }]),
  )
