import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/**
 * No faster than it is taken, and to the last byte. `to` ends, also where `from` breaks, which is thrown as what `to` refuses is. Where
 * nobody takes it any more, `from` is given up.
 */
export async function pour(from: Readable, to: Writable): Promise<void> {
  const gone = new AbortController()
  const taken = finished(to)
  taken.catch(() => {
    gone.abort()
    from.destroy()
  })
  try {
    for await (const chunk of from) if (!to.write(chunk)) await once(to, 'drain', { signal: gone.signal })
  } finally {
    to.end()
    await taken
  }
}
