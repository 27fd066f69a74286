import { expect, test } from 'vitest'
import { addressOf, placeAt } from './use-place.ts'

test.each([
  ['', 'workers', undefined],
  ['#tasks', 'tasks', undefined],
  ['#worker/ada', 'workers', 'ada'],
  ['#task/k7m2xq', 'tasks', 'k7m2xq'],
  ['#worker/a%20%2F%20b', 'workers', 'a / b'],
] as const)('%j leads to a place, which has that address', (address, view, name) => {
  const place = placeAt(address)
  expect([place.view, place.selected[view]]).toEqual([view, name])
  expect(addressOf(place)).toBe(address)
})

test.each(['#nothing', '#worker/', '#worker/%', '#task'])('%j leads to a list', (address) => {
  expect(placeAt(address).selected).toEqual({})
})

test('what was selected in the other list is so still', () => {
  expect(placeAt('#tasks', { workers: 'ada', tasks: 'k7m2xq' })).toEqual({
    view: 'tasks',
    selected: { workers: 'ada' },
  })
})
