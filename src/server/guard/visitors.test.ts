import { expect, test } from 'vitest'
import { Visitors } from './visitors.ts'

const pairOf = (cookie: string): string => cookie.split(';')[0] ?? ''

test('knows a browser again by its cookie, among others, and no other', () => {
  const visitors = new Visitors()
  const one = pairOf(visitors.admit('act'))
  expect(visitors.roleOf(one)).toBe('act')
  expect(visitors.roleOf(`theme=dark; ${one}`)).toBe('act')
  expect(visitors.roleOf(`${one}x`)).toBeUndefined()
  expect(visitors.roleOf('hal-visitor=')).toBeUndefined()
  expect(visitors.roleOf(undefined)).toBeUndefined()
  expect(new Visitors().roleOf(one)).toBeUndefined()
})

test('forgets the oldest of very many', () => {
  const visitors = new Visitors()
  const first = pairOf(visitors.admit('act'))
  for (let count = 0; count < 1_000; count += 1) visitors.admit('look')
  expect(visitors.roleOf(first)).toBeUndefined()
})
