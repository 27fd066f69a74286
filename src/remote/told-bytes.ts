import * as z from 'zod/mini'
import { fail, ok } from '../lib/result.ts'
import type { DiffInput, LogsInput, WorkerResult } from '../workers/verbs.ts'
import { failureOf as failureOfConnection } from './knock.ts'
import { workerPath } from './path.ts'
import { failureFacts, failureOf } from './refusal.ts'
import { serverEvents } from './server-events.ts'
import type { Wire } from './wire.ts'

const bytes = z.object({ base64: z.string() })
const refused = z.object({ failure: failureFacts })

export const workerLogs = (wire: Wire, input: LogsInput): WorkerResult<void> => {
  const query = { window: input.window, follow: input.isFollowed === true ? 'yes' : undefined }
  return toldBytes(wire, workerPath(input, 'logs', query), input)
}

export const diffOfWorker = (wire: Wire, input: DiffInput): WorkerResult<void> =>
  toldBytes(wire, workerPath(input, 'diff', { form: input.form }), input)

type Told = Pick<LogsInput, 'onData' | 'onCaughtUp' | 'signal'>

/** Until the server says that these were all. Nothing is asked for again: what came of it is printed already. */
async function toldBytes(
  wire: Wire,
  path: string,
  { onData, onCaughtUp, signal = wire.address.signal }: Told,
): WorkerResult<void> {
  const opened = await wire.open({ method: 'GET', path, signal })
  if (!opened.ok) return signal.aborted ? ok(undefined) : opened
  let broke: unknown = new Error('its answer ended in the middle')
  try {
    for await (const { event, data } of opened.value === undefined ? [] : serverEvents(opened.value)) {
      const [chunk, refusal] = [bytes.safeParse(data), refused.safeParse(data)]
      if (event === 'data' && chunk.success) onData(Buffer.from(chunk.data.base64, 'base64'))
      else if (event === 'caught-up') onCaughtUp?.()
      else if (event === 'refused' && refusal.success) return fail(failureOf(refusal.data.failure))
      else if (event === 'end') return ok(undefined)
    }
  } catch (error) {
    broke = error
  }
  if (signal.aborted) return ok(undefined)
  return fail(failureOfConnection(broke, { address: wire.address, isReached: true, isChange: false }))
}
