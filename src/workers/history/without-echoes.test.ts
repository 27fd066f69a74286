import { expect, test } from 'vitest'
import type { Happening, What } from './happening.ts'
import { withoutEchoes } from './without-echoes.ts'

const seen = (ms: number, what: What, containerId = 'a'): Happening => ({
  ...{ name: 'ada', containerId, at: new Date(ms), what },
})
const done = (from: number, ms: number, what: What): Happening => ({
  ...seen(ms, what),
  begunAt: new Date(from),
})
const ended: What = { kind: 'ended', exitCode: 143, isOom: false, why: 'terminated' }
const started: What = { kind: 'started', image: 'some:image' }

const kinds = (happenings: readonly Happening[]) =>
  withoutEchoes(happenings).map(({ what, at }) => `${at.getTime()} ${what.kind}`)

test('a deed of hal’s is told once, whoever else saw what it did', () => {
  expect(kinds([done(10, 20, { kind: 'stopped' }), seen(15, ended)])).toEqual(['20 stopped'])
  expect(kinds([seen(12, ended), seen(18, started), done(10, 20, { kind: 'restarted' })])).toEqual([
    '20 restarted',
  ])
  expect(kinds([seen(15, { kind: 'frozen' }), done(10, 20, { kind: 'frozen' })])).toEqual(['20 frozen'])
})

test('what came before it or after it, or to another worker, is told, in order', () => {
  expect(
    kinds([
      done(10, 20, { kind: 'stopped' }),
      seen(25, started),
      seen(15, ended, 'b'),
      seen(5, { kind: 'agent', activity: 'waiting', by: 'claude' }),
    ]),
  ).toEqual(['5 agent', '15 ended', '20 stopped', '25 started'])
})

test('what has ended ends no more until it was started again, whoever says so', () => {
  expect(kinds([seen(15, ended), seen(17, ended), seen(20, started), seen(25, ended)])).toEqual([
    ...['15 ended', '20 started', '25 ended'],
  ])
  expect(kinds([done(10, 20, { kind: 'stopped' }), seen(21, ended), seen(22, ended, 'b')])).toEqual([
    ...['20 stopped', '22 ended'],
  ])
})

test('an end while it is frozen is no part of that', () => {
  expect(kinds([done(10, 20, { kind: 'frozen' }), seen(15, ended)])).toEqual(['15 ended', '20 frozen'])
})
