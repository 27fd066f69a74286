import { expect, test } from 'vitest'
import { makeUpName, namesFor, parseWorkerName, resolveWorker } from './name.ts'
import { aWorker } from './worker.fixture.ts'
import type { Worker } from './worker.ts'

test.each(['a', 'ada', 'ada-1', 'worker-abc', '0', '9lives', 'x'.repeat(63)])(
  'takes %j as a name',
  (name) => {
    expect(parseWorkerName(name)).toEqual({ ok: true, value: name })
  },
)

test.each([
  '',
  ' ',
  'Ada',
  'ada ',
  ' ada',
  '-ada',
  'ada-',
  'a_b',
  'a.b',
  '../etc',
  '/',
  '.',
  '..',
  'a/b',
  'a\\b',
  "a'b",
  'a"b',
  '$(id)',
  '`id`',
  ['$', '{HOME}'].join(''),
  'a;b',
  'a|b',
  'a&b',
  'a>b',
  'a<b',
  'a\nb',
  'a\tb',
  'a\0b',
  'naïve',
  '日本',
  '🤖',
  'a*',
  'a?',
  '[a]',
  '{a}',
  '~',
  '#',
  '%n',
  'x'.repeat(64),
  'x'.repeat(200),
])('refuses %j as a name', (name) => {
  expect(parseWorkerName(name)).toEqual({ ok: false, failure: { reason: 'invalid-name', name } })
})

test('makes up names that nobody has', () => {
  const first = makeUpName(new Set())
  const names = namesFor(undefined, 200, new Set([first]))
  expect(new Set([first, ...names]).size).toBe(201)
  expect(names.every((name) => parseWorkerName(name).ok)).toBe(true)
})

test('numbers the workers of one name', () => {
  expect(namesFor('web', 3, new Set())).toEqual(['web-1', 'web-2', 'web-3'])
  expect(namesFor('web', 1, new Set())).toEqual(['web'])
})

const fleet = [
  aWorker({ name: 'ada', containerId: 'aa11'.repeat(16) }),
  aWorker({ name: 'adam', containerId: 'bb22'.repeat(16) }),
  aWorker({ name: 'lin', containerId: 'cc33'.repeat(16) }),
]
const found = (given: string) => {
  const result = resolveWorker(fleet, { name: given })
  return result.ok ? result.value.name : result.failure
}

test('finds a worker by its exact name, a unique prefix or its container id', () => {
  expect(found('ada')).toBe('ada')
  expect(found('li')).toBe('lin')
  expect(found('cc33')).toBe('lin')
})

test('says which workers a prefix could mean', () => {
  expect(found('ad')).toEqual({ reason: 'ambiguous-worker', name: 'ad', matches: ['ada', 'adam'] })
})

test('says what was probably meant', () => {
  expect(found('lim')).toEqual({
    reason: 'no-such-worker',
    name: 'lim',
    suggestion: 'lin',
    running: ['ada', 'adam', 'lin'],
  })
  expect(found('zebra')).toMatchObject({ reason: 'no-such-worker', suggestion: undefined })
  expect(found('$(id)')).toEqual({ reason: 'invalid-name', name: '$(id)' })
})

test('says whose branch was named in place of a worker', () => {
  const clone = { path: '/shop', folder: '/data/task-k7', base: 'a'.repeat(40) }
  const on = (branch: string) => aWorker({ name: 'task-k7', workspace: { kind: 'clone', ...clone, branch } })
  for (const branch of ['b1', 'ada/fix'])
    expect(resolveWorker([...fleet, on(branch)], { name: branch })).toMatchObject({
      failure: { reason: 'no-such-worker', name: branch, suggestion: 'task-k7', isBranch: true },
    })
  expect(resolveWorker([...fleet, on('li')], { name: 'li' })).toMatchObject({ value: { name: 'lin' } })
})

test('one that was seen is that container alone, and no other has to answer for it', () => {
  const [ada, adam] = fleet as [Worker, Worker]
  const seen = { name: 'ada', containerId: ada.containerId }
  expect(resolveWorker(fleet, seen)).toEqual({ ok: true, value: ada })
  const gone = (isNameTaken: boolean) => ({
    ok: false,
    failure: { reason: 'worker-gone', name: 'ada', isNameTaken },
  })
  expect(resolveWorker([adam], seen)).toEqual(gone(false))
  expect(resolveWorker([{ ...ada, containerId: 'dd44'.repeat(16) }, adam], seen)).toEqual(gone(true))
})
