import { expect, test } from 'vitest'
import { longestWayFirst } from './longest-way-first.ts'

const ordered = (...items: readonly (readonly [string, string?])[]) =>
  longestWayFirst(items, ([name, parent]) => [name, parent]).map(([name]) => name)

test('what the longest row of others waits for comes first', () => {
  expect(
    ordered(['core'], ['base', 'core'], ['java', 'core'], ['polyglot', 'java'], ['session', 'polyglot']),
  ).toEqual(['core', 'java', 'polyglot', 'base', 'session'])
})

test('what nothing waits for stays in its order, and a parent comes before what stands on it', () => {
  expect(ordered(['a'], ['b', 'a'], ['c', 'a'], ['d'])).toEqual(['a', 'b', 'c', 'd'])
})
