import { readFile } from 'node:fs/promises'
import { readRefusal, writeRefusal } from '../../lib/file-refusal.ts'
import { replaceFile } from '../../lib/replace-file.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { bad, checked, list, parseJson, record, show, string } from '../declare/declaration.ts'
import type { ImageFailure } from '../image-failure.ts'

/** What a registry has of one image, by its digest. */
export interface LockedImage {
  readonly repository: string
  readonly fingerprint: string
  readonly digest: string
  readonly tags: readonly string[]
}

/** By profile. */
export type LockedImages = Readonly<Record<string, LockedImage>>

/** Where it is written when nobody says otherwise, in the current folder. */
export const lockName = 'hal-images.lock.json'

/**
 * Adds what is up to the lock file: nothing in it changes with the time or the order of pushes, so it is fit for a repository. A file
 * that isn't one of hal's stays as it is.
 */
export async function writeLock(file: string, pushed: LockedImages): Promise<Result<void, ImageFailure>> {
  const before = await readLock(file)
  if (!before.ok) return before
  const all = Object.entries({ ...before.value, ...pushed }).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = `${JSON.stringify({ version: 1, images: Object.fromEntries(all) }, undefined, 2)}\n`
  try {
    await replaceFile(file, text)
    return ok(undefined)
  } catch (thrown) {
    return fail({ reason: 'lock-unwritable', file, detail: writeRefusal(thrown) })
  }
}

/** Empty where there is none yet. */
async function readLock(file: string): Promise<Result<LockedImages, ImageFailure>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (thrown) {
    const isAbsent = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
    return isAbsent ? ok({}) : fail({ reason: 'lock-unwritable', file, detail: readRefusal(thrown) })
  }
  const read = checked(file, () =>
    Object.fromEntries(
      Object.entries(imagesOf(record(parseJson(text), ''))).map(([name, image]) => [
        name,
        locked(record(image, `images.${name}`), `images.${name}`),
      ]),
    ),
  )
  return read.ok ? read : fail({ reason: 'lock-unwritable', file, detail: 'it is no file of hal’s' })
}

const imagesOf = ({ version, images }: Readonly<Record<string, unknown>>) =>
  version === 1 ? record(images, 'images') : bad('version', '1', show(version))

const locked = (fields: Readonly<Record<string, unknown>>, path: string): LockedImage => ({
  repository: string(fields['repository'], `${path}.repository`),
  fingerprint: string(fields['fingerprint'], `${path}.fingerprint`),
  digest: string(fields['digest'], `${path}.digest`),
  tags: list(fields['tags'], `${path}.tags`),
})
