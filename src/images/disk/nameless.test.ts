import { expect, test } from 'vitest'
import { isSameBuild } from './nameless.ts'

const its = ['base', 'apt git', 'fetch go', 'fetch node', 'env A']

test.each<[string, readonly string[] | undefined, boolean]>([
  ['the same steps', its, true],
  ['all but a tool that could not be reached', ['base', 'apt git', 'fetch node', 'env A'], true],
  ['all but the last one', its.slice(0, -1), true],
  ['one more on top', [...its, 'label mine'], false],
  ['one more on top of fewer', ['base', 'apt git', 'env A', 'label mine'], false],
  ['the same in another order', ['base', 'fetch go', 'apt git'], false],
  ['no step', [], false],
  ['none any more', undefined, false],
])('an image with %s is told from one that a person made', (_, own, expected) => {
  expect(isSameBuild(own, its)).toBe(expected)
})
