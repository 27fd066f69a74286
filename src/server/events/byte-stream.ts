import { PassThrough, type Writable } from 'node:stream'
import { ok } from '../../lib/result.ts'
import type { WorkerResult } from '../../workers/verbs.ts'
import { type Log, logBug } from '../log.ts'
import type { Answering } from '../route.ts'

interface Asked {
  readonly contentType: string
  /** Aborts when who asked goes, also before there is a byte for them. */
  readonly signal: AbortSignal
  readonly log: Log
}

type Write = (to: Writable, signal: AbortSignal) => WorkerResult<void>

/**
 * Bytes as they come, no faster than they are taken. What fails before the first of them is refused as anything else is; after that, an
 * answer that breaks off is all there is left to say it with.
 */
export async function byteStream({ contentType, signal, log }: Asked, write: Write): Answering {
  const gone = new AbortController()
  // One ends however it was written, the other where that went well.
  const [to, answer] = [new PassThrough(), new PassThrough()]
  to.pipe(answer, { end: false })
  const first = new Promise<undefined>((resolve) => to.once('data', () => resolve(undefined)))
  answer.once('error', () => undefined)
  answer.once('close', () => {
    gone.abort()
    to.destroy()
  })
  const written = write(to, AbortSignal.any([signal, gone.signal]))
  written.then(
    (done) => {
      if (!done.ok) answer.destroy(new Error(done.failure.reason))
      else if (to.readableEnded) answer.end()
      else to.once('end', () => answer.end())
    },
    (bug) => {
      logBug(log, bug)
      answer.destroy(bug)
    },
  )
  const begun = await Promise.race([first, written])
  if (begun?.ok === false) return begun
  return ok(
    new Response(bodyOf(answer), {
      headers: { 'content-type': contentType, 'x-accel-buffering': 'no', connection: 'close' },
    }),
  )
}

/** `Readable.toWeb` throws where nobody can catch it, when its reader goes while there is something to read. */
function bodyOf(answer: PassThrough): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = answer[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      const next = await chunks.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: () => void answer.destroy(),
  })
}
