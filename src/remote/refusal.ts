import * as z from 'zod/mini'
import type { RemoteExitCode } from '../engines/remote-failure.ts'
import { sentenceOf } from '../present/failure.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import type { ServerAddress } from './server-address.ts'

const exitCodes: readonly RemoteExitCode[] = [1, 2, 3, 4, 5, 20, 21, 22, 124, 125]

/** A failure among what was answered, as `present/` writes one for programs. */
export const failureFacts = z.looseObject({
  reason: z.string(),
  message: z.string(),
  next: z.optional(z.string()),
})

/** As the server's `answer.ts` writes it. */
export const refused = z.object({
  error: z.string(),
  details: failureFacts,
  why: z.optional(z.array(z.string())),
  exit_code: z.optional(z.int()),
  /** Base64: what a command had printed. */
  stdout: z.optional(z.string()),
})

type Told = z.output<typeof refused>
type Facts = z.output<typeof failureFacts>

/** Why a server refused, in the failure that its own hal would have come back with. `path`: what was asked for. */
export function refusalOf(
  { url, secret }: ServerAddress,
  { status, text, asked }: { readonly status: number; readonly text: string; readonly asked: string },
): WorkerFailure {
  const told = refused.safeParse(jsonOf(text))
  if (!told.success) return { reason: 'not-a-hal', url, status }
  const { reason } = told.data.details
  if (status === 401)
    return { reason: 'secret-refused', url, isGiven: secret.ok && secret.value !== undefined }
  if (reason === 'no-such-route') return { reason: 'server-differs', url, how: 'older', what: asked }
  return failureOf(told.data.details, told.data)
}

/** The failure of these facts, where this hal has the same sentence for them; else the server's own words, as of a hal of another version. */
export function failureOf(facts: Facts, told: Partial<Told> = {}): WorkerFailure {
  const { message, next, ...rest } = facts
  const stdout = told.stdout === undefined ? {} : { stdout: Buffer.from(told.stdout, 'base64') }
  // Whether it is one the next line finds out. One of a task's is told to who asked for tasks, and to nobody else.
  const failure = { ...rest, ...stdout } as unknown as WorkerFailure
  if (isSaidSo(failure, message)) return failure
  const exitCode = exitCodes.find((code) => code === told.exit_code) ?? 1
  return { reason: 'server-refused', said: facts.reason, what: message, why: told.why ?? [], next, exitCode }
}

/** Facts that are none of this hal's make no sentence, or another one. `server-refused` would say anything: it is this hal's alone to say. */
function isSaidSo(failure: WorkerFailure, message: string): boolean {
  if (failure.reason === 'server-refused') return false
  try {
    return sentenceOf(failure).what === message
  } catch {
    return false
  }
}

export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
