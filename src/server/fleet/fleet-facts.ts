import { setTimeout as after } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { workerJson } from '../../present/worker.ts'
import type { Fleet, FleetWorker } from '../../workers/fleet/fleet.ts'
import { frame } from '../events/event-stream.ts'

/** Between two tellings: who has a dashboard elsewhere sees as much as who has one here. */
const betweenMs = 50

/**
 * The live fleet with all that is known of it, as a hal elsewhere reads it: all of it, then what changes. How it was before (`cpuHistory`) is
 * told with what is new: who listens keeps the rest.
 */
export async function* factsFrames(fleet: Fleet, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let news = Promise.withResolvers<void>()
  const stir = () => news.resolve()
  signal.addEventListener('abort', stir, { once: true })
  const unsubscribe = fleet.subscribe(stir)
  try {
    let { workers, engine } = fleet.snapshot()
    watchAll(fleet, workers)
    let number = 0
    yield frame('snapshot', number, { engine, workers: workers.map(wholeRow) })
    while (!signal.aborted) {
      await news.promise
      await after(betweenMs, undefined, { signal }).catch(() => undefined)
      news = Promise.withResolvers()
      const now = fleet.snapshot()
      const before = new Map(workers.map((row) => [row.worker.containerId, row]))
      // A row is the same object for as long as nothing of it has changed.
      const changed = now.workers.filter((row) => before.get(row.worker.containerId) !== row)
      const gone = [...before.keys()].filter((id) =>
        now.workers.every(({ worker }) => worker.containerId !== id),
      )
      const isEngineNew = !isDeepStrictEqual(engine, now.engine)
      if (gone.length > 0 || changed.length > 0) watchAll(fleet, now.workers)
      workers = now.workers
      engine = now.engine
      if (changed.length === 0 && gone.length === 0 && !isEngineNew) continue
      number += 1
      yield frame('change', number, { ...(isEngineNew && { engine }), changed: changed.map(rowJson), gone })
    }
  } finally {
    unsubscribe()
  }
}

const watchAll = (fleet: Fleet, workers: readonly FleetWorker[]): void =>
  fleet.setStatsInterest(workers.map(({ worker }) => worker.name))

const rowJson = ({ worker, stats, lastLine, branch, project, restarts }: FleetWorker): object => ({
  ...{ worker: { ...workerJson(worker), labels: worker.labels }, stats, lastLine, branch, project, restarts },
})

const wholeRow = (row: FleetWorker): object => ({
  ...rowJson(row),
  ...{ cpuHistory: row.cpuHistory, memoryHistory: row.memoryHistory },
})
