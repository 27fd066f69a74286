import { expect, test } from 'vitest'
import type { BuildUpdate, LayerState } from '../images/layer-state.ts'
import { buildLine, noBuild, verifyCommand, withUpdate } from './build.ts'
import { buildLines } from './build-picture.ts'
import { createPaint } from './style.ts'

const update = (layer: string, parent: string | undefined, state: LayerState): BuildUpdate => ({
  ...{ kind: 'layer', layer, parent, state },
  fingerprint: '3f9c2a1'.padEnd(64, '0'),
})
const step = { number: 4, of: 6, name: 'COPY --from=cli /a /b' }
const updates: readonly BuildUpdate[] = [
  update('core-base', undefined, { kind: 'unchanged', sizeBytes: 1, missing: [] }),
  update('core-nodepy', 'core-base', { kind: 'waiting', on: 'core-base' }),
  update('agent-codex', 'core-nodepy', { kind: 'building', step, elapsedMs: 2100 }),
  update('agent-claude', 'core-nodepy', {
    kind: 'failed',
    tookMs: 300,
    failure: { reason: 'build-failed', step: '[3/6] RUN npm pack', exitCode: 1, tail: ['no'] },
  }),
  update('java', 'core-base', { kind: 'skipped', because: 'core-base' }),
  update('core-nodepy', 'core-base', {
    kind: 'done',
    tookMs: 18_240,
    sizeBytes: 212 * 1024 ** 2,
    deltaBytes: 91 * 1024 ** 2,
    missing: [],
  }),
]

test('a build is a tree in which each layer hangs on the one it stands on', () => {
  expect(buildLines(updates.reduce(withUpdate, noBuild), { columns: 120 })).toEqual([
    '  core-base           ✓ unchanged            3f9c2a1',
    '  ├─ core-nodepy      ✓ 18.2s  212M  (+91M)  3f9c2a1',
    '  │  ├─ agent-codex   ◐ 4/6  COPY --from=cli /a /b  2.1s',
    '  │  └─ agent-claude  ✗ failed at [3/6] RUN npm pack  0.3s',
    '  └─ java             · left out: core-base is not there',
  ])
})

test('a pipe gets a line for what begins and what ends', () => {
  expect(updates.map(buildLine)).toEqual([
    'core-base: unchanged  3f9c2a1',
    undefined,
    'agent-codex: 4/6  COPY --from=cli /a /b  2.1s',
    'agent-claude: failed at [3/6] RUN npm pack  0.3s',
    'java: left out: core-base is not there',
    'core-nodepy: 18.2s  212M  (+91M)  3f9c2a1',
  ])
})

test('a narrow terminal cuts the lines', () => {
  const lines = buildLines(updates.reduce(withUpdate, noBuild), { columns: 30 })
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(30)
})

test('a step from anybody’s Dockerfile steers no terminal', () => {
  const name = 'RUN echo \u001b]0;title\u0007\u001b[2Jhi'
  const building = update('web', undefined, { kind: 'building', step: { ...step, name }, elapsedMs: 2100 })
  expect(buildLine(building)).toBe('web: 4/6  RUN echo hi  2.1s')
  expect(buildLines(withUpdate(noBuild, building), { columns: 80 })).toEqual([
    '  web  ◐ 4/6  RUN echo hi  2.1s',
  ])
})

test('what was built here is named for a look into it, as long as it is little', () => {
  const ended = (layer: string, kind: LayerState['kind']) => ({ layer, end: { kind } })
  expect(verifyCommand([ended('base', 'unchanged'), ended('node', 'baked')])).toBeUndefined()
  expect(verifyCommand([ended('base', 'unchanged'), ended('node', 'done')])).toBe('hal images verify node')
  expect(verifyCommand(['a', 'b', 'c', 'd'].map((name) => ended(name, 'done')))).toBe('hal images verify')
})

test('a narrow terminal keeps the time, and says what is cut', () => {
  const lines = buildLines(updates.reduce(withUpdate, noBuild), { columns: 44 })
  expect(lines[2]).toBe('  │  ├─ agent-codex   ◐ 4/6  COPY --f…  2.1s')
  expect(lines[3]).toBe('  │  └─ agent-claude  ✗ failed at [3/…  0.3s')
})

test('a low terminal has what something happens to, and the rest as a number', () => {
  expect(buildLines(updates.reduce(withUpdate, noBuild), { columns: 80, rows: 3 })).toEqual([
    '  agent-codex   ◐ 4/6  COPY --from=cli /a /b  2.1s',
    '  agent-claude  ✗ failed at [3/6] RUN npm pack  0.3s',
    '  +3 more',
  ])
})

test('colour says what a mark says', () => {
  const paint = createPaint(1)
  const lines = buildLines(updates.reduce(withUpdate, noBuild), { columns: 80, paint })
  expect(lines.map((line) => line.match(/\u001b\[(\d+)m(.)/u)?.slice(1))).toEqual([
    ['32', '✓'],
    ['32', '✓'],
    ['36', '◐'],
    ['31', '✗'],
    ['2', '·'],
  ])
})

test('what an image stands on is seen to come', () => {
  const pulling = (progress?: { readonly doneBytes: number; readonly totalBytes: number }) =>
    update('web', undefined, { kind: 'pulling', reference: 'debian:12', progress })
  const come = pulling({ doneBytes: 40 * 1024 ** 2, totalBytes: 150 * 1024 ** 2 })
  expect(buildLines(withUpdate(noBuild, come), { columns: 80 })).toEqual([
    '  web  ◐ pulls debian:12  40M of 150M',
  ])
  expect([pulling(), come].map(buildLine)).toEqual(['web: pulls debian:12', undefined])
})

test('what --only leaves alone has not failed', () => {
  const absent = { reason: 'profile-not-built', profile: 'base', image: 'hal/base:1' } as const
  const left = (failure: typeof absent & { readonly isStale?: true }) =>
    buildLine(update('base', undefined, { kind: 'failed', tookMs: 0, failure }))
  expect(left(absent)).toBe('base: not built, left alone by --only')
  expect(left({ ...absent, isStale: true })).toBe('base: stale, left alone by --only')
})
