import { expect, test } from 'vitest'
import { closest } from './closest.ts'

test.each([
  ['nada', ['ada', 'lin'], 'ada'],
  ['profil', ['profile', 'pids'], 'profile'],
  ['PROFILE', ['profile'], 'profile'],
  ['zzz', ['ada', 'lin'], undefined],
  ['x', [], undefined],
])('for %s of %j it suggests %s', (given, candidates, suggestion) => {
  expect(closest(given, candidates)).toBe(suggestion)
})
