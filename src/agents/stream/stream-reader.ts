import type { AgentEvent } from './agent-event.ts'
import { type Line, LineCutter } from './cut-lines.ts'
import { parseJson } from './fields.ts'

/** Makes events of what an agent prints. MUST never throw: whatever comes, an event says it. MUST give the same events however the bytes are cut. */
export interface StreamReader {
  readonly read: (bytes: Uint8Array) => readonly AgentEvent[]
  /** Nothing more comes. */
  readonly end: () => readonly AgentEvent[]
}

/** One agent's own way of saying things, one JSON object a line. */
export interface LineReader {
  /** Nothing, for a line that says nothing of interest; `undefined`, for one that it doesn't know. */
  readonly read: (said: object) => readonly AgentEvent[] | undefined
  /** What it still held back. */
  readonly end?: () => readonly AgentEvent[]
}

/** A longer line is not kept: one tool's result is never that long. */
export const longestLine = 16 * 1024 ** 2
/** How much of a line is shown that nobody can read. */
const shownBytes = 8192

export function streamReader(reader: LineReader): StreamReader {
  const cutter = new LineCutter(longestLine)
  const eventsOf = (line: Line): readonly AgentEvent[] => {
    const said = saidIn(line)
    if (said === nothing) return []
    return (said === undefined ? undefined : reader.read(said)) ?? [unknown(line)]
  }
  return {
    read: (bytes) => [...cutter.read(bytes)].flatMap(eventsOf),
    end: () => [...[...cutter.end()].flatMap(eventsOf), ...(reader.end?.() ?? [])],
  }
}

/** The object in a line; `undefined`: there is none that could be read. */
export function saidIn(line: Line): object | typeof nothing | undefined {
  const text = decode(line.bytes)
  if (text.trim() === '') return nothing
  const said = line.isWhole ? parseJson(text) : undefined
  return typeof said === 'object' && said !== null && !Array.isArray(said) ? said : undefined
}

/** An empty line, which says nothing. */
export const nothing = Symbol('nothing')

export const unknown = ({ bytes, length }: Line): AgentEvent => ({
  type: 'unknown',
  line: decode(bytes.subarray(0, shownBytes)).trim(),
  length,
})

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
