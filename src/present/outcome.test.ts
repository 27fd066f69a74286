import { expect, test } from 'vitest'
import { aWorker } from '../workers/worker.fixture.ts'
import { startLine, startWarnings, verbJson, verbLine } from './outcome.ts'
import { createPaint } from './style.ts'

const plain = { paint: createPaint(0), isUnicode: true }
const started = {
  ok: true,
  name: 'ada',
  value: aWorker(),
  tookMs: 361,
  how: 'started',
  warnings: [],
} as const

test('a start says how long it took and what the worker has', () => {
  expect(startLine(started, plain, 5)).toBe(
    '✓ ada     ready in 0.36s   hal/base:1234567 · 4G · 2 cpu · /home/me/project',
  )
  const imageFrom = { name: 'TTYD_IMAGE', key: 'images.session' }
  expect(startLine({ ...started, imageFrom }, plain, 3)).toContain(
    '   hal/base:1234567 (by TTYD_IMAGE, images.session) · 4G ',
  )
  expect(startLine({ ...started, how: 'started-again' }, plain, 3)).toContain('back in 0.36s')
  expect(startLine({ ...started, how: 'ran-already' }, plain, 3)).toContain('ada   ran already   hal/base')
})

test('a start on an image that is older than its profile says what changed since, and what to do', () => {
  const extra = { kind: 'file', input: 'files', name: 'extra', how: 'new' } as const
  const why = [{ reason: 'changed', inputs: ['files'], parts: [extra] }] as const
  const staleImage = { reference: 'hal/tex:1234567', profile: 'tex', why }
  expect(startWarnings({ ...started, staleImage, warnings: ['a note'] })).toEqual([
    'a note',
    'hal/tex:1234567 is older than the profile "tex" (file extra is new); `hal build-profiles tex` makes a fresh one',
  ])
  expect(startWarnings({ ...started, staleImage: { ...staleImage, why: [] } })[0]).toContain(
    'profile "tex"; ',
  )
  expect(startWarnings(started)).toEqual([])
})

test('without UTF-8 and colours it is plain ASCII where hal chooses the mark', () => {
  const line = verbLine({ ok: true, name: 'ada', tookMs: 2000 }, 'stopped', { ...plain, isUnicode: false })
  expect(line).toBe('ok ada   stopped in 2s')
})

test('with colours the mark is green', () => {
  const line = verbLine({ ok: true, name: 'ada', tookMs: 2000 }, 'stopped', {
    ...plain,
    paint: createPaint(1),
  })
  expect(line).toBe('\u001b[32m✓\u001b[39m ada   stopped in 2s')
})

test('of one that came up and has ended again, nobody is told that it is back', () => {
  const line = (agentExitCode: number) =>
    verbLine({ ok: true, name: 'ada', tookMs: 300, agentExitCode }, 'back', plain)
  expect(line(3)).toBe(
    '! ada   restarted in 0.3s   its command ended with 3 · `hal capture ada` shows what it said',
  )
  expect(line(0)).toMatch(/^✓ ada {3}restarted in 0.3s {3}its command has ended · /)
})

test('of a task’s worker that was started again, one is told where its task is', () => {
  const over = { ok: true, name: 'task-1a2b', tookMs: 300, agentExitCode: 1, task: '1a2b' } as const
  expect(verbLine(over, 'back', plain)).toBe(
    '! task-1a2b   restarted in 0.3s   it was started for a task: `hal tasks logs 1a2b`, `hal tasks retry 1a2b`',
  )
})

test('programs get an answer for each name', () => {
  const outcomes = [
    { ok: true, name: 'ada', tookMs: 12.4 },
    { ok: false, name: 'nada', failure: { reason: 'worker-frozen', name: 'nada' } },
  ] as const
  expect(verbJson(outcomes)).toEqual({
    version: 1,
    results: [
      { name: 'ada', isOk: true, tookMs: 12, wasSo: false, lost: null, task: null, agentExitCode: null },
      {
        name: 'nada',
        isOk: false,
        failure: {
          reason: 'worker-frozen',
          name: 'nada',
          message: 'nada is frozen, so nothing in it can answer.',
          next: '`hal workers thaw nada` lets it go on.',
        },
      },
    ],
  })
})
