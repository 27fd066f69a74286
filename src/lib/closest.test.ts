import { expect, test } from 'vitest'
import { closest } from './closest.ts'

test.each([
  ['nada', ['ada', 'lin'], 'ada'],
  ['profil', ['profile', 'pids'], 'profile'],
  ['PROFILE', ['profile'], 'profile'],
  ['sned', ['send', 'attach'], 'send'],
  ['strat', ['stop', 'start'], 'start'],
  ['wrokers', ['workers'], 'workers'],
  ['memry', ['memory'], 'memory'],
  ['ls', ['lst', 'list'], 'lst'],
  ['lgs', ['ls', 'list', 'logs'], 'logs'],
  ['nope', ['base', 'node'], 'node'],
  ['demo-1', ['trio-1'], undefined],
  ['foo', ['F1', 'F2'], undefined],
  ['foo', ['root', 'force'], undefined],
  ['it', ['rm', 'ls'], undefined],
  ['stat', ['start', 'stop'], 'start'],
  ['zzz', ['ada', 'lin'], undefined],
  ['x', [], undefined],
  ['', ['ada'], undefined],
])('for %s of %j it suggests %s', (given, candidates, suggestion) => {
  expect(closest(given, candidates)).toBe(suggestion)
})
