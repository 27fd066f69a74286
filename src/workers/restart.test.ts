import { expect, test } from 'vitest'
import { contextOn, memoryEngine, startWorkerOn } from '../../test/rigs/memory-workers.ts'
import { allWorkers } from './find.ts'
import type { Happening } from './history/happening.ts'
import { knownOf } from './history/known-of.ts'
import { restartWorkers } from './restart.ts'

/** An engine on which what is started again crashes a moment later, with what was noted of that. */
function crashing() {
  const notes: Happening[] = []
  let isComingUp = false
  const engine = memoryEngine({
    commands: {
      '/tools/bin/tmux': async ({ containerId }) => {
        if (!isComingUp) return 1
        const startedMs = Date.now()
        while (Date.now() === startedMs) await new Promise(setImmediate)
        engine.end(containerId, { exitCode: 3 })
        return 1
      },
    },
  })
  const plain = contextOn(engine)
  const context: typeof plain = {
    ...plain,
    history: { ...plain.history, note: (happenings) => notes.push(...happenings) },
    comingUp: (op) => {
      isComingUp = true
      return op()
    },
  }
  return { engine, context, notes }
}

test('a worker that crashes as it is restarted was stopped before, and its end is no part of that', async () => {
  const { engine, context, notes } = crashing()
  await using _ = engine
  await startWorkerOn(engine, 'ada')
  const [outcome] = await restartWorkers(context, ['ada'])
  expect(outcome).toMatchObject({ ok: false, failure: { reason: 'worker-ended-at-start', exitCode: 3 } })
  expect(notes.map(({ what }) => what.kind)).toEqual(['started', 'stopped'])
  const workers = await allWorkers(context)
  const [end] = workers.ok ? workers.value.flatMap(knownOf) : []
  expect(end?.what).toMatchObject({ kind: 'ended', exitCode: 3 })
  expect(notes[1]?.at.getTime()).toBeLessThan(end?.at.getTime() ?? 0)
})

test('a worker that had ended is not stopped by a restart that fails', async () => {
  const { engine, context, notes } = crashing()
  await using _ = engine
  engine.end(await startWorkerOn(engine, 'ada'), { exitCode: 0 })
  expect(await restartWorkers(context, ['ada'])).toMatchObject([{ ok: false }])
  expect(notes.map(({ what }) => what.kind)).toEqual([])
})
