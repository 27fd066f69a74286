import { readFile } from 'node:fs/promises'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'

const leastCharacters = 16

/** From a file, or what a variable holds; `undefined` where neither is given. */
export async function readSharedSecret(
  given: string | { readonly variable: string | undefined } | undefined,
): Promise<Result<string | undefined, Failure>> {
  const from = typeof given === 'string' ? given : 'OPENCODE_SHARED_SECRET'
  const unfit = (detail: string) => fail({ reason: 'secret-unfit', from, detail } as const)
  let text: string | undefined
  try {
    text =
      typeof given === 'string' ? (await readFile(given, 'utf8')).trimEnd() : given?.variable || undefined
  } catch (error) {
    return unfit(error instanceof Error && 'code' in error ? String(error.code) : String(error))
  }
  if (text === undefined) return ok(undefined)
  if (/[^\x21-\x7e]/.test(text)) return unfit('a header can’t carry what is in it')
  return text.length < leastCharacters ? unfit(`it has ${text.length} characters`) : ok(text)
}
