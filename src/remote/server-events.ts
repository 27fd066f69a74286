import type { IncomingMessage } from 'node:http'
import { jsonOf } from './refusal.ts'

/** One server-sent event. */
export interface ServerEvent {
  readonly event: string
  /** `undefined`: heartbeats have none. */
  readonly id: string | undefined
  readonly data: unknown
}

/** Each that comes, until they end. Throws when the connection breaks. */
export async function* serverEvents(answer: IncomingMessage): AsyncGenerator<ServerEvent> {
  let begun = ''
  answer.setEncoding('utf8')
  for await (const chunk of answer as AsyncIterable<string>) {
    const frames = (begun + chunk).split('\n\n')
    begun = frames.pop() ?? ''
    for (const frame of frames) {
      const fields = new Map(frame.split('\n').map((line) => splitOnce(line)))
      const data = fields.get('data')
      if (data !== undefined)
        yield { event: fields.get('event') ?? 'message', id: fields.get('id'), data: jsonOf(data) }
    }
  }
}

const splitOnce = (line: string): readonly [string, string] => {
  const at = line.indexOf(': ')
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 2)]
}
