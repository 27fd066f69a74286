import { createInterface } from 'node:readline'
import { BrokenAnswer } from './refused.ts'

/** Calls back for each JSON line of an answer that comes bit by bit. Rejects when the connection breaks; a line that isn't JSON is left out. */
export async function readJsonLines<Line>(
  stream: NodeJS.ReadableStream,
  onLine: (line: Line) => void,
): Promise<void> {
  let broken: unknown
  // readline reports an error of its input nowhere: the loop would just end.
  stream.on('error', (error: unknown) => {
    broken = error
  })
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = parse(text)
    if (line !== undefined) onLine(line as Line)
  }
  if (broken !== undefined) throw broken
  if ('complete' in stream && stream.complete === false)
    throw new BrokenAnswer('the engine ended its answer early')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
