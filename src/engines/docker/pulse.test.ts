import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followPulse } from './pulse.ts'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-01-02T14:02:10Z') }))
afterEach(() => vi.useRealTimers())

const patience = { quietMs: 5_000, answerMs: 5_000 }

/** A pulse whose engine answers pings as `ping` does. */
const followed = (ping: () => Promise<unknown>) => {
  const asked = vi.fn(ping)
  const silent: string[] = []
  const pulse = followPulse({ patience, ping: asked, onSilent: (why) => silent.push(why) })
  return { pulse, asked, silent }
}

const never = () => new Promise<never>(() => undefined)

test('an engine that has nothing to tell and answers is asked after each silence, and never silent', async () => {
  const { pulse, asked, silent } = followed(async () => 'OK')
  pulse.heard()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveBeenCalledTimes(12)
  expect(silent).toEqual([])
  pulse[Symbol.dispose]()
})

test('one that tells something all the time is asked nothing', async () => {
  const { pulse, asked } = followed(never)
  for (let second = 0; second < 60; second += 1) {
    pulse.heard()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(asked).not.toHaveBeenCalled()
  pulse[Symbol.dispose]()
})

test('one that leaves a ping unanswered is silent after ten seconds, asked once, and was heard last before', async () => {
  const { pulse, asked, silent } = followed(never)
  pulse.heard()
  const heardAt = new Date()
  await vi.advanceTimersByTimeAsync(9_900)
  expect(silent).toEqual([])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(silent).toEqual(['nothing came back within 5s'])
  expect(asked).toHaveBeenCalledTimes(1)
  expect(pulse.heardAt()).toEqual(heardAt)
})

test('one that never begins to answer is silent, too', async () => {
  const { silent } = followed(never)
  await vi.advanceTimersByTimeAsync(5_100)
  expect(silent).toEqual(['nothing came back within 5s'])
})

test('one that refuses the ping’s connection is silent at once, in its words', async () => {
  const { pulse, silent } = followed(async () => {
    throw new Error('connect ECONNREFUSED')
  })
  pulse.heard()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(silent).toEqual(['connect ECONNREFUSED'])
})

test('an answer that lies there when hal itself goes on counts, however late', async () => {
  const answer = Promise.withResolvers<string>()
  const { pulse, silent } = followed(() => answer.promise)
  pulse.heard()
  await vi.advanceTimersByTimeAsync(5_000)
  // Timers are late all at once; what lies in the sockets is read right after them.
  vi.advanceTimersToNextTimer()
  answer.resolve('OK')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(silent).toEqual([])
  pulse[Symbol.dispose]()
})
