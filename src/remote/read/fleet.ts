import * as z from 'zod/mini'
import type { EngineState, FleetWorker, Screen } from '../../workers/fleet/fleet.ts'
import { withColoursAlone } from '../colours-alone.ts'
import { maybe, maybeNumber, maybeWords, moment } from './fields.ts'
import { stats } from './stats.ts'
import { worker } from './worker.ts'

const machine = maybe(z.object({ cpus: z.number(), memoryBytes: z.number() }))
const engine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected'), name: z.string(), hostName: maybeWords, machine }),
  z.object({
    ...{ kind: z.literal('lost'), name: z.string(), hostName: maybeWords, machine },
    ...{ since: moment, why: z.string() },
  }),
])

const numbers = z.array(z.number())
const row = z.object({
  ...{ worker, stats: maybe(stats), lastLine: z.string(), branch: maybeWords, project: maybeWords },
  ...{ restarts: maybeNumber, cpuHistory: maybe(numbers), memoryHistory: maybe(numbers) },
})

/** As the server's `fleet/fleet-facts.ts` tells it. */
export const snapshot = z.object({ engine, workers: z.array(row) })
export const change = z.object({
  engine: maybe(engine),
  changed: z.array(row),
  gone: z.array(z.string()),
})

export type Row = z.output<typeof row>

/** `host`: the server's, where its engine is, too, unless that says otherwise. */
export const engineOf = ({ machine: has, ...said }: z.output<typeof engine>, host: string): EngineState => ({
  ...said,
  hostName: said.hostName ?? host,
  ...(has === undefined ? {} : { machine: has }),
})

/** How many numbers a dashboard has room for. */
const mostKept = 30

/** A worker as it is now; what it used before is kept on from the row before. */
export function fleetWorkerOf(row: Row, before: FleetWorker | undefined): FleetWorker {
  const { cpuHistory, memoryHistory, stats: used, ...rest } = row
  const isNew = used !== undefined && used.at.getTime() !== before?.stats?.at.getTime()
  const grown = (kept: readonly number[], value: number | undefined): readonly number[] =>
    isNew && value !== undefined ? [...kept, value].slice(-mostKept) : kept
  return {
    ...rest,
    stats: used,
    cpuHistory: cpuHistory ?? grown(before?.cpuHistory ?? [], used?.cpuPercent),
    memoryHistory: memoryHistory ?? grown(before?.memoryHistory ?? [], used?.memoryBytes),
  }
}

const mouse = z.object({ of: z.enum(['presses', 'drags', 'moves']), isSgr: z.boolean() })

export const screen = z.object({
  ...{ lines: z.array(z.string()), columns: z.int(), rows: z.int() },
  cursor: z.object({ column: z.int(), row: z.int(), isVisible: z.boolean() }),
  mouse: maybe(mouse),
})

/** Its lines carry colours, and nothing else that a terminal would take for a command, whoever the server is. */
export const screenOf = (said: z.output<typeof screen>): Screen => ({
  ...said,
  lines: said.lines.map(withColoursAlone),
})
