import { expect, test } from 'vitest'
import { memoryEngine, startWorkerOn } from '../../../test/rigs/memory-workers.ts'
import { Background } from '../../lib/background.ts'
import { Samples } from './samples.ts'

test('what a worker used is known as long as it is there', async () => {
  await using engine = memoryEngine({ statsEveryMs: 1 })
  const [ada, bob] = [await startWorkerOn(engine, 'ada'), await startWorkerOn(engine, 'bob')]
  const ended = new AbortController()
  let onChange = () => {}
  const next = () => new Promise<void>((resolve) => (onChange = resolve))
  const samples = new Samples({
    ...{ engine, background: new Background(), signal: ended.signal },
    onChange: () => onChange(),
  })
  samples.hold(new Set([ada, bob]))
  while (samples.of(ada) === undefined || samples.of(bob) === undefined) await next()
  samples.hold(new Set([bob]))
  expect(samples.of(ada)?.stats.pids).toBe(1)
  samples.keep(new Set([bob]))
  for (let more = 0; more < 3; more += 1) await next()
  expect(samples.of(ada)).toBeUndefined()
  expect(samples.of(bob)?.stats.pids).toBe(1)
  ended.abort()
})
