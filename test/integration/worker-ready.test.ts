import { expect, test } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import { openMemoryEngine } from '../../src/engines/memory/memory-engine.ts'
import { ok } from '../../src/lib/result.ts'
import type { WorkersContext } from '../../src/workers/context.ts'
import { awaitAnswer } from '../../src/workers/reach/ready.ts'

/** A worker that has been stopped, and whose start the engine has yet to answer. */
async function stopped(engine: Engine): Promise<string> {
  const created = await engine.create({
    ...{ name: 'hal-ada', image: 'some:image', labels: {}, entrypoint: [], command: [], env: {} },
    ...{ user: '1000:1000', workdir: '/', hostname: 'ada', network: 'hal', mounts: [] },
    limits: { memoryBytes: 1, cpus: 1, pids: 1 },
  })
  if (!created.ok) throw new Error(created.failure.reason)
  await engine.start(created.value)
  await engine.stop(created.value, { graceMs: 1 })
  return created.value
}

const waiting = async (isStarted: boolean) => {
  await using engine = openMemoryEngine({ images: ['some:image'] })
  const containerId = await stopped(engine)
  const looked = Promise.withResolvers<void>()
  const watched: Engine = {
    ...engine,
    inspect: (id) => {
      looked.resolve()
      return engine.inspect(id)
    },
  }
  const given = new AbortController()
  const waking = Promise.withResolvers<void>()
  const context = {
    ...{ owner: 'ada', sockets: { read: () => undefined }, engine: async () => ok(watched) },
    signal: given.signal,
  } as unknown as WorkersContext
  const answer = awaitAnswer(context, {
    ...{ engine: watched, name: 'ada', containerId, signal: given.signal, waking: waking.promise },
  })
  await looked.promise
  if (isStarted) {
    await engine.start(containerId)
    given.abort()
  }
  waking.resolve()
  return await answer
}

test('until the engine has answered a start, the end of the life before is none of this one', async () => {
  expect(await waiting(true)).toMatchObject({ failure: { reason: 'cancelled' } })
  expect(await waiting(false)).toMatchObject({ failure: { reason: 'worker-ended-at-start' } })
})
