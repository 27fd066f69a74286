import { describe, expect, expectTypeOf, test } from 'vitest'
import type { ConfigFailure } from '../config/config-failure.ts'
import type { ImageFailure } from '../images/image-failure.ts'
import type { TmuxFailure } from '../tmux/tmux-failure.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { exitCodeOf, type Failure, failureJson, failureText, sentenceOf } from './failure.ts'
import { examples } from './failures/all.fixture.ts'

describe('every failure', () => {
  test.each(Object.values(examples))('$failure.reason says what happened, and what to do', (example) => {
    const { failure, ...expected } = example
    const { exitCode, httpStatus } = sentenceOf(failure)
    expect({ exitCode, httpStatus, text: failureText(failure) }).toEqual(expected)
  })

  test.each(Object.values(examples))(
    '$failure.reason has one voice: lower case, no exclamation mark, an end',
    ({ failure }) => {
      const { what, why = [], next = '' } = sentenceOf(failure)
      expect(`${what} ${next}`).not.toContain('!')
      expect([what, ...why].join('\n')).not.toMatch(/undefined|\[object/)
      expect(failureText(failure)).toMatch(/^hal: ["'/\w-].*\n$/s)
    },
  )

  test('belongs to one family only, so no family’s sentence stands in for another’s', () => {
    expectTypeOf<ConfigFailure['reason'] & WorkerFailure['reason']>().toBeNever()
    expectTypeOf<TmuxFailure['reason'] & ImageFailure['reason']>().toEqualTypeOf<'cancelled'>()
  })
})

test('during a capture the exit code is the command’s, so a failure of hal’s own is 125', () => {
  expect(exitCodeOf(examples['no-such-worker'].failure)).toBe(5)
  expect(exitCodeOf(examples['no-such-worker'].failure, true)).toBe(125)
  expect(exitCodeOf(examples['no-engine'].failure, true)).toBe(125)
  expect(exitCodeOf(examples['prompt-blocked'].failure, true)).toBe(22)
  expect(exitCodeOf(examples['still-running'].failure, true)).toBe(124)
})

test('what a container says can’t steer the terminal it is printed on', () => {
  const failure: Failure = {
    reason: 'tmux-lost',
    detail: 'red \u001b[31mink\u001b]52;c;eA==\u0007\rhal: all is well',
  }
  expect(failureText(failure)).toBe(
    "hal: the worker's tmux went away: red ink hal: all is well.\n     `hal workers list` says whether the worker still runs.\n",
  )
})

test('allow and deny are named where they mean one of the options', () => {
  const failure = {
    reason: 'no-such-option',
    id: 'k7m2xq',
    option: 'allow',
    options: ['left', 'right'],
  } as const
  expect(failureText({ ...failure, words: [] })).toMatch(/Its options are left, right\.$/m)
  expect(failureText({ ...failure, words: ['deny'] })).toMatch(/; deny means the one for this time alone\.$/m)
})

test('another window is advised only where one is free', () => {
  for (const reason of ['shell-busy', 'no-shell-marks'] as const) {
    expect(failureText({ reason, command: 'vim', free: undefined })).not.toContain('--window')
    expect(failureText({ reason, command: 'vim', free: '2' })).toContain('`--window 2`')
  }
})

test('what was left empty is no pair of quotes', () => {
  const given = { reason: 'invalid-input', what: '--filter state', expected: 'one of ready, idle' } as const
  expect(failureText({ ...given, got: '' })).toBe(
    'hal: --filter state: expected one of ready, idle, got nothing.\n',
  )
})

test('on a terminal no line breaks within a word, nor within a command that has room', () => {
  const text = failureText(examples['no-such-worker'].failure, undefined, 40)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(40)
  expect(text.replaceAll(/\n +/g, ' ')).toBe(
    failureText(examples['no-such-worker'].failure).replaceAll(/\n +/g, ' '),
  )
  const given = { reason: 'invalid-input', what: 'x', got: '' } as const
  const expected = 'what `hal workers list --json` says of it, or a name'
  expect(failureText({ ...given, expected }, undefined, 40)).toBe(
    [
      'hal: x: expected what',
      '     `hal workers list --json` says of',
      '     it, or a name, got nothing.',
      '',
    ].join('\n'),
  )
})

test('a failure that is about one of many names it', () => {
  expect(failureText(examples['text-has-nul'].failure, 'ada')).toMatch(/^hal: ada: the text has a NUL byte/)
})

test('limits that differ by less than their rounded sizes tell are told in bytes', () => {
  const memory = { what: 'memory', has: 4 * 1024 ** 3, wants: 4 * 1024 ** 3 + 1 } as const
  expect(failureText({ reason: 'worker-differs', name: 'ada', differences: [memory] })).toContain(
    'its memory is 4294967296 bytes, asked for 4294967297.',
  )
})

test('a declaration that is wrong in several places says each on a line of its own', () => {
  const fault = (path: string, suggestion?: string) => ({ path, expected: 'x', got: '"y"', suggestion })
  const others = [fault('budget'), fault('')]
  expect(
    failureText({ reason: 'bad-profile', file: 'mine/profile.json', ...fault('parent', 'base'), others }),
  ).toBe(
    [
      'hal: mine/profile.json is wrong in 3 places.',
      '     parent: expected x, got "y". Did you mean base?',
      '     budget: expected x, got "y".',
      '     expected x, got "y".',
      '',
    ].join('\n'),
  )
})

test('a config that changed since it was trusted is told from one that never was', () => {
  expect(failureText({ ...examples['widening-key'].failure, path: 'workspace', isOutside: true })).toContain(
    'sets workspace to a folder outside the project, which only your own config may',
  )
  expect(failureText({ ...examples['untrusted-config'].failure, hasChanged: true })).toContain(
    'has changed since you said',
  )
})

test('programs get the reason, its facts and the sentence, and no bytes of output', () => {
  expect(failureJson(examples['still-running'].failure)).toEqual({
    version: 1,
    failure: {
      reason: 'still-running',
      timeoutMs: 30_000,
      worker: 'ada',
      message: 'still running after 30s. The command runs on.',
      next: '`hal capture ada` shows what it prints; `hal send ada --keys C-c` interrupts it.',
    },
  })
})

test('a reason that a file has from a newer hal is said as that', () => {
  const failure: Failure = JSON.parse('{ "reason": "eclipse" }')
  expect(failureText(failure)).toBe(
    'hal: it failed for a reason that a newer hal knows: eclipse.\n     That hal says more.\n',
  )
})
