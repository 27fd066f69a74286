/** What of a log was there at some moment: its older part and the one that is written to. */
export interface LogParts {
  readonly older: Buffer
  readonly newer: Buffer
}

interface CaughtUpOptions {
  readonly before: LogParts
  readonly onData: (chunk: Buffer) => void
  readonly onCaughtUp: () => void
}

/**
 * Passes a followed log on, and says once when all of `before` has come: the log is told from its beginning, so that many bytes later.
 * Where its older part went between the two looks, only the newer one comes again.
 */
export function caughtUp({ before, onData, onCaughtUp }: CaughtUpOptions): {
  readonly push: (chunk: Buffer) => void
  readonly end: () => void
} {
  const whole = Buffer.concat([before.older, before.newer])
  const head = whole.subarray(0, 256)
  let held = Buffer.alloc(0)
  /** How much is still to come; `undefined` until enough has come to know. */
  let left: number | undefined
  let isSaid = false
  const say = () => {
    if (!isSaid) onCaughtUp()
    isSaid = true
  }
  const pass = (chunk: Buffer, count: number) => {
    const part = chunk.subarray(0, count)
    const more = chunk.subarray(part.length)
    if (part.length > 0) onData(part)
    left = count - part.length
    if (left === 0) say()
    if (more.length > 0) onData(more)
  }
  if (whole.length === 0) say()
  return {
    push: (chunk) => {
      if (isSaid) onData(chunk)
      else if (left !== undefined) pass(chunk, left)
      else {
        held = Buffer.concat([held, chunk])
        if (held.length < head.length) return
        pass(held, held.subarray(0, head.length).equals(head) ? whole.length : before.newer.length)
      }
    },
    end: () => {
      if (left === undefined && held.length > 0) onData(held)
      say()
    },
  }
}
