import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { ok } from '../lib/result.ts'
import { failureJson } from '../present/failure.ts'
import { waitForWorkers } from './wait.ts'
import { openWire } from './wire.ts'

test('a worker that isn’t there is said at once, though others are waited for', async () => {
  const { failure: details } = failureJson({
    ...{ reason: 'no-such-worker', name: 'bob', suggestion: undefined, running: ['ada'] },
  }) as { failure: { message: string } }
  const server = createServer((request, answer) => {
    if (request.url?.startsWith('/workers/ada/')) return answer.writeHead(200).flushHeaders()
    return answer.writeHead(404).end(JSON.stringify({ error: details.message, details, exit_code: 5 }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { signal } = new AbortController()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const wire = openWire({ url, secret: ok(undefined), signal })
  const waited = await waitForWorkers(wire, { names: ['ada', 'bob'], until: ['idle'] })
  expect(waited).toMatchObject({ ok: false, failure: { reason: 'no-such-worker', name: 'bob' } })
  server.close()
})
