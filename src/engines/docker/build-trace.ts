import protobuf from 'protobufjs/light.js'

/** What BuildKit says about the steps of a build in one message: only the fields that hal uses. */
export interface BuildTrace {
  readonly vertexes: readonly Vertex[]
  readonly logs: readonly { readonly vertex: string; readonly msg: Uint8Array }[]
}

export interface Vertex {
  readonly digest: string
  readonly name: string
  readonly cached: boolean
  readonly started?: Timestamp | null
  readonly completed?: Timestamp | null
  readonly error: string
}

interface Timestamp {
  readonly seconds: number
  readonly nanos: number
}

/** Decodes the `aux` of a `moby.buildkit.trace` line (base64 of a StatusResponse). */
export function decodeTrace(aux: string): BuildTrace {
  const decoded: unknown = statusResponse.toObject(statusResponse.decode(Buffer.from(aux, 'base64')), {
    longs: Number,
    arrays: true,
    defaults: true,
  })
  return decoded as BuildTrace
}

/** Milliseconds from its start to its end; `undefined` while one of them is missing. */
export function durationMs({ started, completed }: Vertex): number | undefined {
  return started && completed ? Math.max(0, Math.round(toMs(completed) - toMs(started))) : undefined
}

const toMs = ({ seconds, nanos }: Timestamp): number => seconds * 1000 + nanos / 1e6

const field = (type: string, id: number) => ({ type, id })
const repeated = (type: string, id: number) => ({ rule: 'repeated' as const, type, id })
// BuildKit's api/services/control/control.proto, cut down: protobuf skips the fields that are not named.
const statusResponse = protobuf.Root.fromJSON({
  nested: {
    StatusResponse: { fields: { vertexes: repeated('Vertex', 1), logs: repeated('VertexLog', 3) } },
    Vertex: {
      fields: {
        digest: field('string', 1),
        name: field('string', 3),
        cached: field('bool', 4),
        started: field('Timestamp', 5),
        completed: field('Timestamp', 6),
        error: field('string', 7),
      },
    },
    VertexLog: { fields: { vertex: field('string', 1), msg: field('bytes', 4) } },
    Timestamp: { fields: { seconds: field('int64', 1), nanos: field('int32', 2) } },
  },
}).lookupType('StatusResponse')
