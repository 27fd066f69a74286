import { expect, test } from 'vitest'
import { Paces } from './paces.ts'

const names = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`)

test('few workers are asked often, all of them', () => {
  const paces = new Paces()
  expect(paces.msOf('w0', 5)).toBe(1_250)
  paces.setInSight(names(3))
  expect(paces.msOf('w0', 3)).toBe(400)
})

test('of many workers those in sight are asked more often than the others', () => {
  const paces = new Paces()
  paces.setInSight(names(28))
  expect([paces.msOf('w0', 100), paces.msOf('w99', 100)]).toEqual([3_500, 10_000])
})

test('however many there are, none is left alone for long', () => {
  expect(new Paces().msOf('w0', 500)).toBe(10_000)
})

test('a worker whose screen is watched is asked often, for as long as it is watched', () => {
  const paces = new Paces()
  const [first, second] = [paces.watch('w99'), paces.watch('w99')]
  first[Symbol.dispose]()
  expect(paces.msOf('w99', 100)).toBe(400)
  second[Symbol.dispose]()
  expect(paces.msOf('w99', 100)).toBe(10_000)
})
