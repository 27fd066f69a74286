import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { SecretSource } from '../config/hal-config.ts'
import { readRefusal } from '../lib/file-refusal.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Secrets } from '../workers/context.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { inWords } from './secret-words.ts'

interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** How long a program may take. A password manager may ask its person first. */
  readonly patienceMs?: number
}

interface Wanted {
  readonly name: string
  readonly source: SecretSource
}

/** No credential is longer, and the worker keeps them in memory. */
const mostBytes = 256 * 1024

/** Reads secrets from where the person's config says they are. Not one of them stands in a failure. */
export async function readSecrets(
  wanted: readonly Wanted[],
  outside: Outside,
): Promise<Result<Secrets, WorkerFailure>> {
  const read = await Promise.all(
    wanted.map(async (one) => ({ ...one, text: await readOne(one.source, outside) })),
  )
  const secrets = new Map<string, string>()
  for (const { name, source, text } of read) {
    const unfit = text.ok ? unfitness(text.value) : text.failure
    if (!text.ok || unfit !== undefined)
      return fail({ reason: 'secret-unread', name, from: inWords(source), detail: unfit ?? '' })
    secrets.set(name, text.value)
  }
  return ok(secrets)
}

function unfitness(text: string): string | undefined {
  if (text === '') return 'there is nothing in it'
  if (text.includes('\0')) return 'it is no text'
  return Buffer.byteLength(text) > mostBytes ? `it is longer than ${mostBytes / 1024} KiB` : undefined
}

async function readOne(source: SecretSource, outside: Outside): Promise<Result<string, string>> {
  if ('env' in source) {
    const value = outside.env[source.env]
    return value === undefined || value === '' ? fail('it is not set') : ok(value)
  }
  if ('exec' in source) return printedBy(source.exec, outside)
  try {
    return ok(withoutLineEnd(await readFile(source.file, 'utf8')))
  } catch (error) {
    return fail(readRefusal(error))
  }
}

/** Its stdout; what it says of a failure is its own business, and may hold anything. */
const printedBy = (
  [program = '', ...args]: readonly string[],
  { env, signal, patienceMs = 60_000 }: Outside,
): Promise<Result<string, string>> =>
  new Promise((resolve) => {
    // One that is deaf to SIGTERM would be waited for without end.
    const ending = { signal, timeout: patienceMs, killSignal: 'SIGKILL' } as const
    const options = { env: { ...env }, maxBuffer: mostBytes * 2, ...ending }
    const child = execFile(program, args, options, (error, stdout) => {
      if (error === null) resolve(ok(withoutLineEnd(stdout)))
      else if (error.killed === true) resolve(fail(`it took longer than ${patienceMs / 1000} s`))
      else if (typeof error.code === 'number') resolve(fail(`it ended with ${error.code}`))
      else
        resolve(fail(error.code === 'ENOENT' ? 'there is no such program' : String(error.code ?? error.name)))
    })
    // Nobody answers there what it might ask; it has the terminal for that.
    child.stdin?.on('error', () => undefined).end()
  })

const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '')
