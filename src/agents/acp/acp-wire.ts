import type { Readable, Writable } from 'node:stream'
import type { AnyMessage, Stream } from '@agentclientprotocol/sdk'
import { LineCutter } from '../stream/cut-lines.ts'
import { at, parseJson, textAt } from '../stream/fields.ts'
import { longestLine } from '../stream/stream-reader.ts'

interface Listeners {
  /** News that wants no answer. Nobody has checked what is in it, and it goes no further: the library would complain on this program's stderr. */
  readonly notified: (method: string, params: unknown) => void
  /** A line that is no message, as programs write their log there now and then; or an answer to what nobody asked. */
  readonly odd: (line: string) => void
}

/** An agent's stdin and stdout as messages, one a line. */
export function acpWire(
  { input, output }: { readonly input: Writable; readonly output: Readable },
  { notified, odd }: Listeners,
): Stream {
  const asked = new Set<unknown>()
  const cutter = new LineCutter(longestLine)
  const readable = new ReadableStream<AnyMessage>({
    start(controller) {
      output.on('data', (bytes: Buffer) => {
        for (const line of cutter.read(bytes)) {
          const text = new TextDecoder().decode(line.bytes)
          const message = line.isWhole ? parseJson(text) : undefined
          const method = textAt(message, 'method')
          if (isMessage(message, asked)) {
            if (method !== undefined && !('id' in message)) notified(method, at(message, 'params'))
            else controller.enqueue(message)
          } else if (text.trim() !== '') odd(text)
        }
      })
      const end = () => {
        output.destroy()
        try {
          controller.close()
        } catch {
          // The reader has left already.
        }
      }
      output.once('end', end).once('close', end).once('error', end)
    },
    cancel: () => void output.destroy(),
  })
  const writable = new WritableStream<AnyMessage>({
    write: (message) => {
      if ('method' in message && 'id' in message) asked.add(message.id)
      return new Promise<void>((resolve, reject) =>
        input.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve())),
      )
    },
    close: () => void input.end(),
    abort: () => void input.destroy(),
  })
  // What it had not read when it ended is told by the end of its output.
  input.on('error', () => {})
  return { readable, writable }
}

function isMessage(value: unknown, asked: Set<unknown>): value is AnyMessage {
  if (typeof value !== 'object' || value === null || at(value, 'jsonrpc') !== '2.0') return false
  if (typeof at(value, 'method') === 'string') return true
  const isAnswer = Object.hasOwn(value, 'result') || at(value, 'error', 'message') !== undefined
  return isAnswer && asked.delete(at(value, 'id'))
}
