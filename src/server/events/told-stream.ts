import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { logBug } from '../log.ts'
import type { Answering } from '../route.ts'
import { eventStream, frame } from './event-stream.ts'
import { toldFrames } from './told-frames.ts'

type Say = (event: string, data: object) => void

/** A stream of the events that `begin` says while it works, for as long as somebody listens. */
export async function toldStream(
  { closing, log }: Pick<ServerContext, 'closing' | 'log'>,
  begin: (say: Say, signal: AbortSignal) => Promise<void>,
): Answering {
  const gone = new AbortController()
  const listening = AbortSignal.any([gone.signal, closing])
  let number = 0
  const frames = toldFrames((tell, signal) => {
    const say: Say = (event, data) => {
      number += 1
      tell(frame(event, number, data))
    }
    return begin(say, signal)
  }, listening)
  return ok(eventStream(frames, { onGone: () => gone.abort(), onBug: (bug) => logBug(log, bug) }))
}
