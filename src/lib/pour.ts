import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** No faster than it is taken, and to the last byte. `to` ends, also where `from` breaks, which is thrown as what `to` refuses is. */
export async function pour(from: Readable, to: Writable): Promise<void> {
  try {
    for await (const chunk of from) if (!to.write(chunk)) await once(to, 'drain')
  } finally {
    to.end()
    await finished(to)
  }
}
