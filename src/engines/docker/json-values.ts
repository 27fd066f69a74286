import type { Readable } from 'node:stream'

/** The values of an answer that never ends, one a line. Stops when the stream does; rejects when it breaks. A line that isn't JSON is left out. */
export async function* jsonValues(stream: Readable): AsyncGenerator<unknown> {
  let rest = ''
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const value = parse(line)
      if (value !== undefined) yield value
    }
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
