import { expect, test } from 'vitest'
import { isKept } from './verify.ts'

test.each([
  ['24.21', 'v24.21.0', true],
  ['21', 'openjdk 21.0.12.1 2026-08-18', true],
  ['3.11', 'Python 3.11.2', true],
  ['3.1', 'Python 3.11.2', false],
  ['1.2', 'thing 11.2.3', false],
  ['1.2', 'thing 4.1.2', false],
  ['2.39', 'git version 2.39.5', true],
  ['1.2+b', 'thing 1.2+b', true],
  ['1.2+b', 'thing 1.22b', false],
  ['(', 'thing 1', false],
  ['', 'whatever', true],
  ['', undefined, false],
  ['1', undefined, false],
])('a promise of "%s" and an answer of "%s"', (promised, found, isSo) => {
  expect(isKept(promised, found)).toBe(isSo)
})
