import { expect, test } from 'vitest'
import { claudeRenewal } from '../../agents/claude/renewal.ts'
import { verdictOn } from './hand-over-login.ts'

const file = (own: object) => JSON.stringify({ claudeAiOauth: own })
const text = file({ accessToken: 'new', refreshToken: 'r', expiresAt: 2000, accountUuid: 'me' })
const tokens = claudeRenewal.read(text)
const verdict = (theirs: string) =>
  tokens === undefined
    ? undefined
    : verdictOn(theirs, { agent: 'claude', path: 'x', renewal: claudeRenewal, text, tokens })

test('the newest of one account wins', () => {
  expect(verdict(file({ accessToken: 'old', refreshToken: null, expiresAt: 1000, accountUuid: 'me' }))).toBe(
    'older',
  )
  expect(verdict(file({ accessToken: 'old', refreshToken: null, expiresAt: 1000 }))).toBe('older')
  expect(
    verdict(file({ accessToken: 'newer', refreshToken: null, expiresAt: 3000, accountUuid: 'me' })),
  ).toBe('has')
  expect(verdict(file({ accessToken: 'new', refreshToken: null, expiresAt: 2000 }))).toBe('has')
})

test('what hal has not given stays', () => {
  expect(verdict(file({ accessToken: 'old', refreshToken: null, expiresAt: 1000, accountUuid: 'you' }))).toBe(
    'own',
  )
  expect(
    verdict(file({ accessToken: 'old', refreshToken: 'theirs', expiresAt: 1000, accountUuid: 'me' })),
  ).toBe('own')
  expect(verdict('{}')).toBe('own')
  expect(verdict('no json')).toBe('own')
})
