import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * The content of a file below a folder that others write to meanwhile: a file, or a folder on the way to it, that was swapped for a link
 * to somewhere else after it was found is refused. Throws, also where it can't be read.
 */
export async function readInside(top: string, path: string): Promise<Buffer> {
  const file = join(top, path)
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  const [real, realTop] = await Promise.all([realPathOf(handle, file), realpath(top)])
  if (!real.startsWith(realTop.endsWith(sep) ? realTop : realTop + sep))
    throw new Error(`${file} leads out of ${top}`)
  return handle.readFile()
}

/** Of what is open, whatever its name means by now. Only Linux says so; elsewhere the name must still mean the same file. */
async function realPathOf(handle: FileHandle, file: string): Promise<string> {
  const said = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined)
  if (said !== undefined) return said
  const real = await realpath(file)
  const [opened, named] = await Promise.all([handle.stat(), lstat(real)])
  if (opened.ino !== named.ino || opened.dev !== named.dev)
    throw new Error(`${file} changed while it was read`)
  return real
}
