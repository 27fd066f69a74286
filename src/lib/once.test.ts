import { expect, test } from 'vitest'
import { onceItCan } from './once.ts'
import { fail, ok, type Result } from './result.ts'

test('what could not be opened is tried again at the next call, and what could is kept', async () => {
  const outcomes: Result<number, string>[] = [fail('not yet'), ok(1), ok(2)]
  const open = onceItCan(async () => outcomes.shift() ?? fail('no more'))
  expect(open.asked()).toBeUndefined()
  expect(await Promise.all([open(), open()])).toEqual([fail('not yet'), fail('not yet')])
  expect(await open()).toEqual(ok(1))
  expect(await open()).toEqual(ok(1))
  expect(await open.asked()).toEqual(ok(1))
})
