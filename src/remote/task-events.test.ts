import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ok } from '../lib/result.ts'
import { taskEvents } from './task-events.ts'
import { openWire } from './wire.ts'

// A server on loopback that tells of a task which is at work; its connections last as long as each test says.

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const at = '2026-01-02T03:04:05.678Z'
const task = {
  ...{ id: 't1', createdAt: at, lastEvent: 0, state: { status: 'running', since: at } },
  wish: { prompt: 'fix it', agent: 'codex' },
}
const heartbeat = 'event: heartbeat\ndata: {}\n\n'
const last = `event: status\nid: 1\ndata: ${JSON.stringify({ at, type: 'status', status: 'cancelled' })}\n\n`

const follow = async (tell: readonly ((answer: ServerResponse) => void)[]) => {
  let told = 0
  const server = createServer((request, answer) => {
    if (!request.url?.includes('/events')) return answer.end(JSON.stringify({ task }))
    answer.writeHead(200, { 'content-type': 'text/event-stream' })
    tell[told]?.(answer)
    told += 1
    return answer
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { signal } = new AbortController()
  const wire = openWire({ url: `http://127.0.0.1:${port}`, secret: ok(undefined), signal })
  const heard: number[] = []
  const followed = await taskEvents(wire, {
    ...{ id: 't1', after: 0, isFollowed: true, onEvent: (_, number) => heard.push(number) },
  })
  server.close()
  return { heard, followed }
}

test('an agent was silent for long when its server went away: the next one is waited for all the same', async () => {
  const { heard, followed } = await follow([
    (answer) => {
      vi.advanceTimersByTime(3_600_000)
      answer.write(heartbeat, () => answer.destroy())
    },
    (answer) => answer.end(last),
  ])
  expect(heard).toEqual([1])
  expect(followed.ok).toBe(true)
})

test('a server that has nothing to say, however often it is asked, is given up', async () => {
  const { followed } = await follow([
    (answer) => {
      vi.advanceTimersByTime(61_000)
      answer.end()
    },
  ])
  expect(followed).toMatchObject({ ok: false, failure: { reason: 'server-lost', mayHaveArrived: false } })
})
