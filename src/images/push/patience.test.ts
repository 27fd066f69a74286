import { expect, test } from 'vitest'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { createPatient, usualPatience } from './patience.ts'

const image = 'ghcr.io/acme/x:1'
/** As an engine: it settles when it is cancelled. */
const hangs = (signal: AbortSignal) =>
  new Promise<Result<string, ImageFailure>>((resolve) => {
    signal.addEventListener('abort', () => resolve(fail({ reason: 'cancelled', what: 'push' })))
  })

test('what says nothing for too long is cancelled, tried again, and then fails', async () => {
  const patient = createPatient({ pausesMs: [0, 0], silenceMs: 5 })
  let tries = 0
  const silent = patient.attempt(image, (signal) => {
    tries += 1
    return hangs(signal)
  })
  expect(await silent).toEqual(fail({ reason: 'registry-silent', image, silenceMs: 5 }))
  expect(tries).toBe(3)
})

test('one that waits for its turn does not hang while another is heard', async () => {
  const patient = createPatient({ pausesMs: [], silenceMs: 40 })
  const turn = Promise.withResolvers<Result<string, ImageFailure>>()
  const waiting = patient.attempt(image, (signal) => Promise.race([turn.promise, hangs(signal)]))
  await patient.attempt('another', async (_, heard) => {
    const until = performance.now() + 120
    while (performance.now() < until) {
      heard()
      await new Promise((resolve) => setImmediate(resolve))
    }
    return ok('sent')
  })
  turn.resolve(ok('well'))
  expect(await waiting).toEqual(ok('well'))
})

test('a person’s own stop is no silence, and nothing is tried after it', async () => {
  const abort = new AbortController()
  const patient = createPatient({ pausesMs: [0, 0], silenceMs: 60_000 }, abort.signal)
  const stopped = patient.attempt(image, hangs)
  abort.abort()
  expect(await stopped).toEqual(fail({ reason: 'cancelled', what: 'push' }))
})

test('each pause is longer than the one before, and is told before it begins', async () => {
  const { pausesMs } = usualPatience
  expect(pausesMs.length).toBeGreaterThan(1)
  expect(pausesMs.toSorted((a, b) => a - b)).toEqual(pausesMs)
  expect(new Set(pausesMs).size).toBe(pausesMs.length)
  const told: number[] = []
  const down = fail({
    reason: 'registry-unreachable',
    ...{ image, registry: 'ghcr.io', detail: 'gone', mayPass: true },
  } as const)
  const growing = { pausesMs: [1, 2], silenceMs: 60_000 }
  const ended = await createPatient(growing).attempt(
    image,
    async () => down,
    (_, pauseMs) => void told.push(pauseMs),
  )
  expect([ended, told]).toEqual([down, [1, 2]])
})
