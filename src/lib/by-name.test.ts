import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byName } from './by-name.ts'

test('numbers in names count as numbers', () => {
  const names = ['m-10', 'm-2', 'm-1', 'a', 'm', 'm-1-b', 'z2', 'z10', 'm-01']
  expect(names.toSorted(byName)).toEqual(['a', 'm', 'm-01', 'm-1', 'm-1-b', 'm-2', 'm-10', 'z2', 'z10'])
})

test('it is an order', () => {
  const name = fc.stringMatching(/^[a-c0-2-]{0,6}$/)
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(byName(a, b))).toBe(-Math.sign(byName(b, a)) + 0)
      if (byName(a, b) <= 0 && byName(b, c) <= 0) expect(byName(a, c)).toBeLessThanOrEqual(0)
    }),
  )
})
