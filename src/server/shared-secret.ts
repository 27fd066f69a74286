import { open } from 'node:fs/promises'
import { readRefusal } from '../lib/file-refusal.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'

const leastCharacters = 16

type SecretFailure = Extract<Failure, { readonly reason: 'secret-unfit' | 'secret-exposed' }>

/**
 * From a file, or what a variable holds; `undefined` where neither is given. `uid`: who asks. A file of theirs that others may open is
 * refused, as ssh refuses keys; one of somebody else's, such as a secret that a cluster mounts, is that one's to guard.
 */
export async function readSharedSecret(
  given: string | { readonly variable: string | undefined } | undefined,
  uid: number,
): Promise<Result<string | undefined, SecretFailure>> {
  if (typeof given !== 'string') {
    const text = given?.variable || undefined
    return text === undefined ? ok(undefined) : suitable(text, 'OPENCODE_SHARED_SECRET')
  }
  try {
    await using file = await open(given)
    const { uid: owner, mode } = await file.stat()
    if (owner === uid && (mode & 0o077) !== 0)
      return fail({ reason: 'secret-exposed', file: given, mode: mode & 0o777 })
    return suitable((await file.readFile('utf8')).trimEnd(), given)
  } catch (error) {
    return fail({ reason: 'secret-unfit', from: given, detail: readRefusal(error) })
  }
}

function suitable(text: string, from: string): Result<string, SecretFailure> {
  if (/[^\x21-\x7e]/.test(text))
    return fail({ reason: 'secret-unfit', from, detail: 'a header can’t carry what is in it' })
  return text.length < leastCharacters
    ? fail({ reason: 'secret-unfit', from, detail: `it has ${text.length} characters` })
    : ok(text)
}
