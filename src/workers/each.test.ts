import { expect, test } from 'vitest'
import { contextOn, memoryEngine, startWorkerOn } from '../../test/rigs/memory-workers.ts'
import { ok } from '../lib/result.ts'
import { forEachWorker } from './each.ts'
import { restartWorkers } from './restart.ts'

test('says how it ended for each as soon as it has, and of all in the order in which they were named', async () => {
  await using engine = memoryEngine()
  for (const name of ['ada', 'bob']) await startWorkerOn(engine, name)
  const told: string[] = []
  const bobIsTold = Promise.withResolvers<undefined>()
  const ended = await forEachWorker(
    contextOn(engine),
    {
      whom: ['ada', 'nobody', 'bob'],
      onOutcome: ({ name, ok: isWell }) => {
        told.push(`${name} ${isWell}`)
        if (name === 'bob') bobIsTold.resolve(undefined)
      },
    },
    async ({ name }) => ok(name === 'ada' ? await bobIsTold.promise : undefined),
  )
  expect(new Set(told)).toEqual(new Set(['ada true', 'bob true', 'nobody false']))
  expect(told.at(-1)).toBe('ada true')
  expect(ended.map(({ name }) => name)).toEqual(['ada', 'nobody', 'bob'])
})

test('a restart is told of once for each: when it is back, or when it could not be stopped', async () => {
  await using engine = memoryEngine()
  await startWorkerOn(engine, 'ada')
  const told: string[] = []
  await restartWorkers(contextOn(engine), ['ada', 'nobody'], {
    onOutcome: ({ name, ok: isWell }) => told.push(`${name} ${isWell}`),
  })
  expect(told).toEqual(['nobody false', 'ada true'])
})
