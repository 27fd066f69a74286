import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { select } from '../list/selection.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel } from '../model.ts'
import { createStore } from '../store.ts'
import { openFeeds } from './feeds.ts'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-01-02T14:02:10Z') }))
afterEach(() => vi.useRealTimers())

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const now = () => new Date()

/** How often rows and the screen of the selected worker are new in the dashboard within a second in which `happens` each millisecond. */
const countedWhile = (happens: (scripted: ReturnType<typeof scriptedFleet>, ms: number) => void) => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const snapshot = scripted.fleet.snapshot()
  const size = { columns: 120, rows: 36 }
  const store = createStore(select('ada')(initialModel({ snapshot, now: now(), size, profiles: [] })), {
    ...{ theme, keymap: [], now },
  })
  using _feeds = openFeeds({ fleet: scripted.fleet, store, now })
  const counted = { rows: 0, screens: 0 }
  let last = store.model()
  store.subscribe(() => {
    const model = store.model()
    if (model.snapshot !== last.snapshot) counted.rows += 1
    if (model.screen !== last.screen) counted.screens += 1
    last = model
  })
  for (let ms = 0; ms < 1000; ms += 1) {
    happens(scripted, ms)
    vi.advanceTimersByTime(1)
  }
  return counted
}

test('rows are drawn five times a second, however much happens in them', () => {
  const { rows } = countedWhile((scripted, ms) =>
    scripted.set([aRow({ name: 'ada' }, { lastLine: `line ${ms}` })]),
  )
  // With the first one.
  expect([5, 6]).toContain(rows)
})

test('another branch is news, not a number', () => {
  const { rows } = countedWhile((scripted, ms) => {
    if (ms % 400 === 0) scripted.set([aRow({ name: 'ada' }, { branch: `ada/${ms}` })])
  })
  expect(rows).toBe(3)
})

test('a screen is drawn thirty times a second, however much is printed there', () => {
  const { screens } = countedWhile((scripted, ms) => scripted.show('ada', [`line ${ms}`]))
  expect([29, 30, 31]).toContain(screens)
})

test('numbers alone are drawn every few seconds', () => {
  const { rows } = countedWhile((scripted, ms) => {
    const stats = { cpuPercent: ms, memoryBytes: ms, memoryLimitBytes: 1024, pids: 1, at: now() }
    scripted.set([aRow({ name: 'ada' }, { stats })])
  })
  // The first ones, which are news.
  expect(rows).toBe(1)
})
