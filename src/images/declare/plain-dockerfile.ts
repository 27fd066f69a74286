import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { isProfileName } from './parse-profile.ts'
import type { ReadProfile } from './profile.ts'

/** A folder with nothing but a Dockerfile as a profile: it stands on the image that its first `FROM` names. `undefined`: there is none. */
export async function plainProfile(dir: string): Promise<Result<ReadProfile, ImageFailure> | undefined> {
  const file = join(dir, 'Dockerfile')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const name = basename(dir)
  if (!isProfileName(name)) return fail({ reason: 'bad-profile-name', name })
  const reference = baseOf(text)
  if (reference === undefined)
    return fail({
      reason: 'bad-profile',
      ...{ file, path: 'FROM', expected: 'an image by its name', got: 'none', suggestion: undefined },
    })
  return ok({
    ...{ name, dir, dockerfile: 'Dockerfile', target: undefined, args: {} },
    ...{ generated: {}, unpinned: {}, pins: {}, fetch: [] },
    ...{ detect: undefined, isLayer: false, promises: {}, budget: undefined },
    description: `its Dockerfile, on ${reference}`,
    parent: { kind: 'image', reference },
  })
}

/** What the first `FROM` means, with `given` or the defaults of the `ARG`s before it; `undefined` where that is no name. */
export function baseOf(dockerfile: string, given: Readonly<Record<string, string>> = {}): string | undefined {
  const args = new Map<string, string>()
  for (const line of dockerfile.split('\n')) {
    const [, name = '', fallback] = /^\s*ARG\s+(\w+)(?:=["']?([^"'\s]+))?/i.exec(line) ?? []
    const value = given[name] ?? fallback
    if (value !== undefined) args.set(name, value)
    const [, from] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line) ?? []
    if (from === undefined) continue
    const reference = from.replaceAll(/\$\{?(\w+)\}?/g, (whole, arg: string) => args.get(arg) ?? whole)
    return reference.includes('$') ? undefined : reference
  }
  return undefined
}
