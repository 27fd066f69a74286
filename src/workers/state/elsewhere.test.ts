import { expect, test } from 'vitest'
import { elsewhere } from './elsewhere.ts'

test.each([
  ['build-box', 'laptop', 'build-box'],
  ['laptop', 'laptop', undefined],
  ['Laptop', 'laptop.home.arpa', undefined],
  ['', 'laptop', undefined],
])('an engine on %j is, seen from %j, on %j', (engine, here, place) => {
  expect(elsewhere(engine, here)).toBe(place)
})
