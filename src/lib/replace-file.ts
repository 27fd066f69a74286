import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, open, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file, its folder too where that is missing, so that whoever reads it meanwhile, or after the writer was killed, has the old one
 * or the new one whole. A link stays one, and what it leads to is replaced. Rejects with Node's error, and leaves nothing behind.
 * `isPrivate`: for the person's eyes alone, and so is a folder that is made. `isDurable`: once it resolves, the new one outlives a machine
 * that loses its power.
 */
export async function replaceFile(
  file: string,
  text: string,
  {
    isPrivate = false,
    isDurable = false,
  }: { readonly isPrivate?: boolean; readonly isDurable?: boolean } = {},
): Promise<void> {
  const way = await realpath(file).catch(() => file)
  const draft = `${way}.${randomBytes(4).toString('hex')}.new`
  try {
    await mkdir(dirname(way), { recursive: true, ...(isPrivate && { mode: 0o700 }) })
    await writeFile(draft, text, { flag: 'wx', flush: isDurable, ...(isPrivate && { mode: 0o600 }) })
    await rename(draft, way)
    if (isDurable) await flushFolder(dirname(way))
  } catch (thrown) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw thrown
  }
}

/** Room on the disk for what a file is to say next. Dispose it: what was not filled leaves nothing behind. */
export interface ReservedFile extends AsyncDisposable {
  /** The file is this from then on, as by a private and durable `replaceFile`. Once. */
  readonly fill: (text: string) => Promise<void>
}

/**
 * The same in two steps, for what nobody could have again if there were no room for it: the room first. The file is as it was until it is
 * filled. Rejects with Node's error, and leaves nothing behind but the folder.
 */
export async function reserveFile(file: string, bytes: number): Promise<ReservedFile> {
  const way = await realpath(file).catch(() => file)
  const draft = `${way}.${randomBytes(4).toString('hex')}.new`
  const release = () => rm(draft, { force: true })
  try {
    await mkdir(dirname(way), { recursive: true, mode: 0o700 })
    await writeFile(draft, Buffer.alloc(bytes), { flag: 'wx', flush: true, mode: 0o600 })
  } catch (thrown) {
    await release().catch(() => undefined)
    throw thrown
  }
  return {
    fill: async (text) => {
      await using opened = await open(draft, 'r+')
      await opened.writeFile(text)
      await opened.truncate(Buffer.byteLength(text))
      await opened.sync()
      await rename(draft, way)
      await flushFolder(dirname(way))
    },
    [Symbol.asyncDispose]: release,
  }
}

/** Where a name leads is kept with its folder. */
async function flushFolder(folder: string): Promise<void> {
  await using opened = await open(folder)
  await opened.sync()
}

/** The same for a small file of hal's own, before anything else happens: for the person's eyes alone. Throws Node's error. */
export function replaceOwnFile(file: string, text: string): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600 })
    renameSync(draft, file)
  } catch (thrown) {
    rmSync(draft, { force: true })
    throw thrown
  }
}

/** The same for what costs nothing when it is lost: where it can't be kept, it is forgotten. */
export function keepIfPossible(file: string, text: string): void {
  try {
    replaceOwnFile(file, text)
  } catch {
    return
  }
}
