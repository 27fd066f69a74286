import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventStream, frame } from './event-stream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const heartbeat = 'event: heartbeat\ndata: {}\n\n'
const ends = { onGone: () => undefined, onBug: () => undefined }

test('a silence is broken each 15 seconds, without an id, and what comes then comes whole', async () => {
  const news = Promise.withResolvers<Uint8Array>()
  async function* frames() {
    yield await news.promise
  }
  const body = eventStream(frames(), ends).body?.pipeThrough(new TextDecoderStream())
  if (body == null) throw new Error('it has no body')
  const heard: string[] = []
  const listening = body.pipeTo(new WritableStream({ write: (text) => void heard.push(text) }))
  await vi.advanceTimersByTimeAsync(14_999)
  expect(heard).toEqual(['retry: 1000\n\n'])
  await vi.advanceTimersByTimeAsync(1)
  expect(heard.slice(1)).toEqual([heartbeat])
  await vi.advanceTimersByTimeAsync(30_000)
  expect(heard.slice(1)).toEqual([heartbeat, heartbeat, heartbeat])
  news.resolve(frame('output', 7, { text: 'Done.' }))
  await listening
  expect(heard.slice(4)).toEqual(['event: output\nid: 7\ndata: {"text":"Done."}\n\n'])
})
