import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClient, type TaskEvent } from './client.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const complete = { number: 1, type: 'complete', at: '2026-01-02T03:04:05.678Z' }

/** Says that it lives, an hour later, and then breaks off. */
const silentForLong = () => {
  vi.setSystemTime(Date.now() + 3_600_000)
  const frames = [new TextEncoder().encode('event: heartbeat\ndata: {}\n\n')]
  return new Response(
    new ReadableStream({
      pull: (controller) => {
        const frame = frames.shift()
        if (frame === undefined) controller.error(new TypeError('terminated'))
        else controller.enqueue(frame)
      },
    }),
  )
}

test('a server that ends each stream without a word is given up', async () => {
  const { tasks } = createClient({
    url: 'http://localhost',
    fetch: async () => {
      vi.setSystemTime(Date.now() + 61_000)
      return new Response('<!doctype html>')
    },
  })
  await expect(tasks.events('t1').next()).rejects.toMatchObject({ status: 200, reason: 'no-events' })
})

test('events go on after an agent was silent for long and its server went away', async () => {
  const answers = [
    silentForLong,
    () => new Response(`id: 1\ndata: ${JSON.stringify(complete)}\n\n`),
    () => new Response(null, { status: 204 }),
  ]
  const { tasks } = createClient({
    url: 'http://localhost',
    fetch: async () => answers.shift()?.() ?? Response.error(),
  })
  const heard: TaskEvent[] = []
  for await (const event of tasks.events('t1')) heard.push(event)
  expect(heard).toEqual([complete])
})
