import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok } from '../lib/result.ts'
import { historyJson } from '../present/history.ts'
import type { HistoryInput, WorkersHistory } from '../workers/verbs.ts'
import { historyOfWorkers } from './history.ts'
import { openWire } from './wire.ts'

// A server that tells of a worker what it is given to tell.

let told: WorkersHistory
let asked: string | undefined
const server = createServer(({ url }, response) => {
  asked = url
  response.end(JSON.stringify(historyJson(told)))
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => void server.close())

const historyOf = (given: WorkersHistory, input?: HistoryInput) => {
  told = given
  const { port } = server.address() as AddressInfo
  const { signal } = new AbortController()
  const wire = openWire({ url: `http://127.0.0.1:${port}`, secret: ok(undefined), signal })
  return historyOfWorkers(wire, input)
}

const frozen = {
  ...{ name: 'ada', containerId: 'c0ffee', at: new Date('2026-01-02T03:04:05Z') },
  what: { kind: 'frozen' },
} as const

test('history comes as the server has it', async () => {
  expect(await historyOf({ happenings: [frozen] })).toEqual(
    ok({ happenings: [expect.objectContaining(frozen)], unasked: undefined }),
  )
})

test('so does why it is not all of it', async () => {
  const unasked = { reason: 'no-engine', tried: [] } as const
  expect(await historyOf({ happenings: [frozen], unasked })).toMatchObject({ value: { unasked } })
})

test('of one worker, since a moment, and no more than so much is asked for as such', async () => {
  await historyOf({ happenings: [] }, { name: 'ada', since: new Date('2026-01-02T03:04:05Z'), limit: 5 })
  expect(asked).toBe('/workers/ada/history?since=2026-01-02T03%3A04%3A05.000Z&limit=5')
})
