import { expect, test } from 'vitest'
import { openTraces } from './open-traces.ts'
import { parentOf, traceparentOf } from './traceparent.ts'

const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test('is read, and written the same', () => {
  const parent = parentOf(good)
  expect(parent).toEqual({
    ...{ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', traceFlags: 1 },
  })
  expect(parent && traceparentOf(parent)).toBe(good)
  expect(parentOf(`01${good.slice(2)}-more`)).toEqual(parent)
})

test('is passed on where nobody collects traces, without what somebody wrote behind it', async () => {
  await using traces = await openTraces(undefined, { version: '1', log: () => undefined })
  const passedOn = (given: string) => traces.request('POST', given).traceparent
  expect(passedOn(good)).toBe(good)
  expect(passedOn(`${good}-$(anything)`)).toBe(good)
  expect(passedOn('anything')).toBeUndefined()
})

test.each([
  undefined,
  '',
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
  '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7',
])('%s is none', (text) => {
  expect(parentOf(text)).toBeUndefined()
})
