import * as z from 'zod/mini'
import { fail, ok } from '../lib/result.ts'
import type { Answered, Captured, RunInput, WorkerResult } from '../workers/verbs.ts'
import { workerPath } from './path.ts'
import { maybeWords } from './read/fields.ts'
import { activity } from './read/worker.ts'
import type { Wire } from './wire.ts'

const captured = z.object({
  ...{ worker: z.string(), window: z.string(), exitCode: z.int(), durationMs: z.number() },
  ...{ stdout: z.string(), truncated: z.boolean() },
  /** Where it is no text. */
  stdoutBase64: z.optional(z.string()),
})

const answered = z.object({
  ...{
    worker: z.string(),
    agent: maybeWords,
    text: z.string(),
    from: z.enum(['hook', 'transcript', 'screen']),
  },
  ...{ activity, question: maybeWords, durationMs: z.number() },
})

/** Of a command exactly what it printed; the server waits for it as long as it takes. Pauses are not told from afar. */
export async function runInWorker(wire: Wire, input: RunInput): WorkerResult<Captured | Answered> {
  const { text, window, timeoutMs, draft, until, signal } = input
  const body = { text, window, timeoutMs, clear: draft === 'clear', until }
  let isBegun = false
  const onReached = () => {
    isBegun = true
  }
  const asked = { method: 'POST', path: workerPath(input, 'run'), body, signal, onReached } as const
  const ran = await wire.ask(asked, z.union([answered, captured]))
  // The server is told by the connection's end, and lets it run.
  if (!ran.ok && ran.failure.reason === 'cancelled' && isBegun)
    return fail({ reason: 'left-running', stdout: Buffer.alloc(0), worker: input.name })
  if (!ran.ok || 'from' in ran.value) return ran as Awaited<WorkerResult<Answered>>
  const { stdout, stdoutBase64, truncated, ...rest } = ran.value
  const bytes = stdoutBase64 === undefined ? Buffer.from(stdout) : Buffer.from(stdoutBase64, 'base64')
  return ok({ ...rest, stdout: bytes, isTruncated: truncated })
}
