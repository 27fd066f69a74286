import { expect, test } from 'vitest'
import { aWorker } from '../worker.fixture.ts'
import { endedWithEngine } from './ended-with-engine.ts'

const at = new Date('2026-01-02T03:04:05Z')
const before = (ms: number) => new Date(at.getTime() - ms)

const whyOf = (
  exitCode: number,
  given: { readonly since?: Date; readonly isOom?: boolean; readonly hasLiveRestore?: boolean } = {},
) => {
  const { since = before(200), isOom = false, hasLiveRestore = false } = given
  const phase =
    exitCode === 0
      ? ({ kind: 'exited', since, exitCode, why: undefined } as const)
      : ({ kind: 'failed', since, exitCode, isOom, why: 'its own' } as const)
  const ended = endedWithEngine(aWorker({ phase }), { at, hasLiveRestore }).phase
  return 'why' in ended ? ended.why : undefined
}

test.each([0, 143])(
  'an engine without live-restore ended a worker that ended with %i as it came up',
  (status) => {
    expect(whyOf(status)).toBe("ended by the engine's restart")
    expect(whyOf(status, { since: before(60_000) })).toBe("ended by the engine's restart")
  },
)

test('a worker that the engine found gone ended while it was away, with live-restore or not', () => {
  expect(whyOf(255)).toBe('ended while the engine was away')
  expect(whyOf(255, { hasLiveRestore: true })).toBe('ended while the engine was away')
})

test('an engine with live-restore ends nobody', () => {
  expect(whyOf(0, { hasLiveRestore: true })).toBeUndefined()
  expect(whyOf(143, { hasLiveRestore: true })).toBe('its own')
})

test('what ended after the engine came up, or long before, has nothing to do with it', () => {
  expect(whyOf(0, { since: before(-1) })).toBeUndefined()
  expect(whyOf(0, { since: before(3_600_000) })).toBeUndefined()
  expect(whyOf(255, { since: before(-1) })).toBe('its own')
})

test('a worker that failed by itself keeps its own why', () => {
  expect(whyOf(1)).toBe('its own')
  expect(whyOf(137)).toBe('its own')
  expect(whyOf(143, { isOom: true })).toBe('its own')
})
