import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type * as z from 'zod/mini'
import { fail, ok } from '../lib/result.ts'
import type { WorkerResult } from '../workers/worker-failure.ts'
import { type Asked, cancelled, failureOf, knock, wordsOf } from './knock.ts'
import { jsonOf, refusalOf } from './refusal.ts'
import type { ServerAddress } from './server-address.ts'

/** What is answered, once it begins; `undefined` where there is nothing. */
export async function openAnswer(
  address: ServerAddress,
  asked: Asked,
): WorkerResult<IncomingMessage | undefined> {
  const answered = await knock(address, asked)
  if (!answered.ok) return answered
  const { statusCode: status = 0 } = answered.value
  if (status >= 200 && status <= 202) return answered
  const said = await readAll(answered.value, { address, asked })
  if (!said.ok) return said
  if (status === 204) return ok(undefined)
  return fail(refusalOf(address, { status, text: said.value, asked: wordsOf(asked) }))
}

/** All of what is answered, as `schema` has it. */
export async function readAnswer<S extends z.ZodMiniType>(
  address: ServerAddress,
  asked: Asked,
  schema: S,
): WorkerResult<z.output<S>> {
  const { url } = address
  const opened = await openAnswer(address, asked)
  if (!opened.ok) return opened
  const said = opened.value === undefined ? ok('') : await readAll(opened.value, { address, asked })
  if (!said.ok) return said
  const json = jsonOf(said.value)
  // What stands between may have a page for everything.
  if (json === undefined) return fail({ reason: 'not-a-hal', url, status: opened.value?.statusCode ?? 204 })
  const read = schema.safeParse(json)
  if (read.success) return ok(read.data)
  const what = [wordsOf(asked), read.error.issues[0]?.path.join('.') ?? ''].filter((word) => word !== '')
  return fail({ reason: 'server-differs', url, how: 'other', what: what.join(': ') })
}

/** To its end; an answer that is cut off is none. */
async function readAll(
  answer: IncomingMessage,
  { address, asked }: { readonly address: ServerAddress; readonly asked: Asked },
): WorkerResult<string> {
  try {
    return ok(await text(answer))
  } catch (error) {
    const { signal = address.signal, method } = asked
    if (signal.aborted) return cancelled(asked)
    return fail(failureOf(error, { address, isReached: true, isChange: method !== 'GET' }))
  }
}
