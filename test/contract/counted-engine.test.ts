import { expect, test } from 'vitest'
import { openMemoryEngine } from '../../src/engines/memory/memory-engine.ts'
import { countedEngine } from '../../src/program/counted-engine.ts'
import type { EngineCall } from '../../src/server/metrics/metrics.ts'

const image = 'debian:bookworm-slim'
const seconds = expect.any(Number)

test('an engine that is counted says of each call how it went, and answers as it did', async () => {
  const calls: EngineCall[] = []
  await using engine = countedEngine(openMemoryEngine(), (call) => calls.push(call))
  expect(await engine.list({})).toEqual({ ok: true, value: [] })
  expect(await engine.inspect('none')).toMatchObject({ failure: { reason: 'no-such-container' } })
  expect(engine.kind).toBe('memory')
  expect(calls).toEqual([
    { call: 'list', outcome: 'ok', seconds },
    { call: 'inspect', outcome: 'failed', seconds },
  ])
})

test('what nobody waits for any more is no failure of the engine, and a stream is no call', async () => {
  const calls: EngineCall[] = []
  await using engine = countedEngine(openMemoryEngine({ images: [image] }), (call) => calls.push(call))
  const created = await engine.create({
    ...{ name: 'ada', image, labels: {}, entrypoint: undefined, command: [], env: {}, user: '1000:1000' },
    ...{ workdir: '/', hostname: 'ada', network: 'none', mounts: [] },
    limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, pids: 16 },
  })
  const id = created.ok ? created.value : 'none'
  await engine.start(id)
  const signal = AbortSignal.abort()
  await engine.exec(id, { argv: ['true'], signal })
  for await (const _ of engine.events({}, signal)) break
  expect(calls.map(({ call, outcome }) => [call, outcome])).toEqual([
    ['create', 'ok'],
    ['start', 'ok'],
    ['exec', 'cancelled'],
  ])
})
