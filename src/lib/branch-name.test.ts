import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { isBranchName } from './branch-name.ts'

/** git itself, which has a dash and HEAD in other places than this. */
const isTaken = (text: string): boolean =>
  spawnSync('git', ['check-ref-format', `refs/heads/${text}`]).status === 0

test.each([
  ...[
    'ada/fix-login',
    'main',
    'v1.2',
    'a.b/c',
    'naïve',
    'a@b',
    'a@',
    '@',
    'HEADS',
    'a{b}',
    "it's",
    'x.locks',
  ],
  ...['', 'a b', 'a\tb', 'a..b', 'a.', 'a/', '/a', 'a//b', '.a', 'a/.b', 'a.lock', 'a.lock/b', 'a\u007fb'],
  ...['a~1', 'a^', 'a:b', 'a?', 'a*', 'a[b', 'a\\b', 'a@{b'],
])('%j is the name of a branch, or not, as git has it', (text) => {
  expect(isBranchName(text)).toBe(isTaken(text))
})

test.each(['-x', 'HEAD'])('%j means something else to git', (text) => {
  expect(isBranchName(text)).toBe(false)
})
