import { type Message, readMessage } from './proto.ts'

/** What BuildKit says about the steps of a build in one message: only what hal uses. */
export interface BuildTrace {
  readonly vertexes: readonly Vertex[]
  readonly logs: readonly { readonly vertex: string; readonly text: string }[]
}

export interface Vertex {
  readonly digest: string
  readonly name: string
  readonly isCached: boolean
  readonly startedMs: number | undefined
  readonly completedMs: number | undefined
  readonly error: string
}

/** Decodes the `aux` of a `moby.buildkit.trace` line: base64 of a StatusResponse (BuildKit's api/services/control/control.proto). */
export function decodeTrace(aux: string): BuildTrace {
  const response = readMessage(Buffer.from(aux, 'base64'))
  return {
    vertexes: response.bytes(1).map(readMessage).map(vertex),
    logs: response
      .bytes(3)
      .map(readMessage)
      .map((log) => ({ vertex: log.text(1), text: log.text(4) })),
  }
}

const vertex = (message: Message): Vertex => ({
  digest: message.text(1),
  name: message.text(3),
  isCached: message.numbers(4).at(-1) === 1,
  startedMs: timestampMs(message, 5),
  completedMs: timestampMs(message, 6),
  error: message.text(7),
})

function timestampMs(message: Message, field: number): number | undefined {
  const encoded = message.bytes(field).at(-1)
  if (encoded === undefined) return undefined
  const timestamp = readMessage(encoded)
  return (timestamp.numbers(1).at(-1) ?? 0) * 1000 + (timestamp.numbers(2).at(-1) ?? 0) / 1e6
}
