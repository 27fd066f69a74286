import { expect, test } from 'vitest'
import { handedRemarks, loginWords, takenRemarks } from './login.ts'

const now = new Date('2026-11-01T12:00:00Z')
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

test('a login says how long it holds, and what comes then', () => {
  const facts = { isRefused: false, isRenewable: true, expiresAt: inHours(7.5) }
  expect(loginWords(facts, now)).toBe('a login, good for 7h, then renewed')
  expect(loginWords({ ...facts, isRenewable: false }, now)).toBe('a login, good for 7h')
  expect(loginWords({ ...facts, expiresAt: inHours(-1) }, now)).toBe('a login, to be renewed')
  expect(loginWords({ ...facts, expiresAt: inHours(-1), isRenewable: false }, now)).toBe(
    'a login that ran out',
  )
  expect(loginWords({ ...facts, expiresAt: undefined }, now)).toBe('a login')
  expect(loginWords({ ...facts, isRefused: true }, now)).toBe('a login that is over')
})

test('who has a login now, who keeps another, and who could not take it is said by name', () => {
  expect(handedRemarks('claude', { handed: [], own: [], missed: [] })).toEqual([])
  expect(handedRemarks('claude', { handed: ['ada', 'bob'], own: ['eve'], missed: ['ida'] })).toEqual([
    'ada and bob have it now.',
    'eve keeps its own login of claude: `hal workers restart` brings this one.',
    'ida could not take it: `hal login claude --renew` tries again.',
  ])
})

test('who was started without a login is named, with what helps', () => {
  const handed = { handed: ['ada'], own: [], missed: [] }
  expect(takenRemarks('claude', { ...handed, without: [] })).toEqual(['ada has it now.'])
  expect(takenRemarks('claude', { ...handed, handed: [], without: ['kim', 'lin'] })).toEqual([
    'kim and lin were started without a login and can’t take it: `hal attach NAME` logs in there alone, a worker started anew has this one.',
  ])
})
