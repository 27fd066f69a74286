import { printable } from '../../lib/printable.ts'
import {
  agentWord,
  moodOf,
  questionOf,
  remark,
  stateSince,
  stateWords,
  taskWords,
} from '../../present/worker.ts'
import type { EngineState, FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import type { EngineRow, FleetChange, FleetRows, WorkerRow } from '../wire.ts'

export const rowsOf = ({ engine, workers }: FleetSnapshot): FleetRows => ({
  engine: engineRow(engine),
  workers: workers.map(workerRow),
})

const engineRow = (engine: EngineState): EngineRow => ({
  name: engine.name,
  lostSince: engine.kind === 'lost' ? engine.since.toISOString() : null,
})

function workerRow({ worker, stats, lastLine, branch }: FleetWorker): WorkerRow {
  const { phase, workspace } = worker
  return {
    ...{ name: printable(worker.name), containerId: worker.containerId },
    ...{ mood: moodOf(worker), state: stateWords(worker), since: stateSince(worker)?.toISOString() ?? null },
    ...{ agent: printable(agentWord(worker)), profile: worker.profile ?? null, image: worker.image },
    branch: ('branch' in workspace ? workspace.branch : branch) ?? null,
    hasOwnBranch: 'branch' in workspace && workspace.branch !== undefined,
    ...{ workspace: workspace.path ?? null, task: worker.task ?? null },
    remark: remarkOn(worker) ?? questionOf(worker) ?? null,
    lastLine: printable(lastLine),
    isRunning: phase.kind === 'ready',
    isFrozen: phase.kind === 'frozen',
    cpuPercent: stats?.cpuPercent === undefined ? null : Math.round(stats.cpuPercent),
    memoryBytes: stats?.memoryBytes ?? null,
    memoryLimitBytes: worker.limits.memoryBytes,
  }
}

/** Without where a terminal says what its task came to: `task` leads there. */
const remarkOn = (worker: FleetWorker['worker']): string | undefined => {
  const said = remark(worker)
  return worker.task !== undefined && said === taskWords(worker.task) ? undefined : said
}

/** `undefined`: nothing that shows. */
export function changeBetween(before: FleetRows, after: FleetRows): FleetChange | undefined {
  const known = new Map(before.workers.map((row) => [row.name, JSON.stringify(row)]))
  const changed = after.workers.filter((row) => known.get(row.name) !== JSON.stringify(row))
  const names = new Set(after.workers.map(({ name }) => name))
  const gone = [...known.keys()].filter((name) => !names.has(name))
  const isEngineNew = JSON.stringify(before.engine) !== JSON.stringify(after.engine)
  if (changed.length === 0 && gone.length === 0 && !isEngineNew) return undefined
  return { ...(isEngineNew ? { engine: after.engine } : {}), changed, gone }
}
