import { expect, test } from 'vitest'
import { ok } from '../lib/result.ts'
import { startWorkers } from './start.ts'
import { openWire } from './wire.ts'

test.each([
  [{ count: 3, branch: 'fix' }, '--branch'],
  [{ count: 0 }, '--count'],
  [{ cpus: 0.01 }, '--cpus'],
])('%o can’t be right, and no server is asked', async (input, what) => {
  const { signal } = new AbortController()
  const wire = openWire({ url: 'http://127.0.0.1:1', secret: ok(undefined), signal })
  expect(await startWorkers(wire, input)).toMatchObject({ failure: { reason: 'invalid-input', what } })
})
