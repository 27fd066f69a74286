import { expect, test } from 'vitest'
import { Visitors } from './visitors.ts'

const pairOf = (cookie: string): string => cookie.split(';')[0] ?? ''

test('knows a browser again by its cookie, among others, and no other', () => {
  const visitors = new Visitors()
  const one = pairOf(visitors.admit())
  expect(visitors.knows(one)).toBe(true)
  expect(visitors.knows(`theme=dark; ${one}`)).toBe(true)
  expect(visitors.knows(`${one}x`)).toBe(false)
  expect(visitors.knows('hal-visitor=')).toBe(false)
  expect(visitors.knows(undefined)).toBe(false)
  expect(new Visitors().knows(one)).toBe(false)
})

test('forgets the oldest of very many', () => {
  const visitors = new Visitors()
  const first = pairOf(visitors.admit())
  for (let count = 0; count < 1_000; count += 1) visitors.admit()
  expect(visitors.knows(first)).toBe(false)
})
