import { expect, test } from 'vitest'
import { scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { openFeeds } from '../feeds/feeds.ts'
import { themeFor } from '../looks/theme.ts'
import { createStore } from '../store.ts'
import { five, listOfFive } from './list.fixture.ts'
import { litBy } from './lit.ts'

const theme = themeFor({ isColor: true, colorLevel: 1, isUnicode: true })
const printed = (line: string) =>
  five.map((row) => (row.worker.name === 'kay' ? { ...row, lastLine: line } : row))

test('a cell that changed is bright for a moment, which costs one more frame, and others aren’t', async () => {
  const scripted = scriptedFleet(five)
  const store = createStore(listOfFive(), { theme, keymap: [], now: () => new Date() })
  const calm = Promise.withResolvers<void>()
  using _feeds = openFeeds({ fleet: scripted.fleet, store, now: () => new Date() })
  const row = () => store.lines().find((line) => line.includes('kay')) ?? ''
  const frames = [row()]
  store.subscribe(() => {
    if (row() !== frames.at(-1)) frames.push(row())
    if (frames.length === 3) calm.resolve()
  })
  const begin = performance.now()
  scripted.set(printed('all tests passed'))
  await calm.promise
  expect(performance.now() - begin).toBeGreaterThanOrEqual(390)
  const dim = '\u001b[2mall tests passed'
  expect(frames.map((line) => line.includes('all tests passed'))).toEqual([false, true, true])
  expect(frames.map((line) => line.includes(dim))).toEqual([false, false, true])
})

test('what seldom changes stands out when it does; numbers, and what was not known before, don’t', () => {
  const before = listOfFive()
  const litAfter = (over: Partial<(typeof five)[number]>) => {
    const workers = five.map((row) => (row.worker.name === 'ada' ? { ...row, ...over } : row))
    return [...litBy(before, { ...before.snapshot, workers }).keys()]
  }
  const [ada] = five
  if (ada === undefined) throw new Error('there are five')
  const stats = ada.stats && { ...ada.stats, cpuPercent: 99, memoryBytes: 1 }
  expect(litAfter({ stats })).toEqual([])
  expect(litAfter({ branch: 'ada/other' })).toEqual(['ada branch'])
  expect(litAfter({ restarts: 1 })).toEqual(['ada restarts'])
  expect(litAfter({ worker: { ...ada.worker, agent: 'codex' } })).toEqual(['ada agent'])
  const gone = { kind: 'unreachable', since: new Date(), why: 'no answer' } as const
  expect(litAfter({ worker: { ...ada.worker, phase: gone } })).toEqual(['ada state', 'ada health'])
  const unknown = { ...before, snapshot: { ...before.snapshot, workers: [{ ...ada, branch: undefined }] } }
  expect([...litBy(unknown, { ...before.snapshot, workers: [ada] }).keys()]).toEqual([])
})
