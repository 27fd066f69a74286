import { expect, test } from 'vitest'
import { patienceOf } from './patience.ts'

test('a quarter of an hour of silence is too long, and work is not, unless the person says otherwise', () => {
  expect(patienceOf()).toEqual({ silentMs: 900_000, workingMs: Number.POSITIVE_INFINITY })
  expect(patienceOf({ silentAfter: 'never', lateAfter: '2h' })).toEqual({
    silentMs: Number.POSITIVE_INFINITY,
    workingMs: 7_200_000,
  })
})
