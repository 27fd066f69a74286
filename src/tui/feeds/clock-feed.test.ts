import { expect, test } from 'vitest'
import { aRow, aScreen, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { withScreen, withToast } from '../changes.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel } from '../model.ts'
import { createStore } from '../store.ts'
import { openFeeds } from './feeds.ts'

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })

const ended = (name: string, since: Date) =>
  aRow({ name, phase: { kind: 'exited', since, exitCode: 0, why: undefined } })

const storeOf = (scripted: ReturnType<typeof scriptedFleet>, now: () => Date) =>
  createStore(
    initialModel({
      snapshot: scripted.fleet.snapshot(),
      now: now(),
      size: { columns: 100, rows: 24 },
      profiles: [],
    }),
    { theme, keymap: [], now },
  )

const ageOf = (name: string, lines: readonly string[]) =>
  new RegExp(`${name} +exited +(\\d+[smh])`).exec(lines.join('\n'))?.[1]

test('a frame says how long it has been at the moment it is drawn, whatever it is drawn for', () => {
  let now = new Date('2026-01-02T14:02:00Z')
  const store = storeOf(scriptedFleet([ended('dan', now)]), () => now)
  now = new Date('2026-01-02T14:02:07Z')
  store.news(withScreen('ada', aScreen([])))
  expect(ageOf('dan', store.lines())).toBe('7s')
})

test.each([
  { isWarning: false, isLeft: false },
  { isWarning: true, isLeft: true },
])('good news leaves by itself, and what warns in it stays: %j', async ({ isWarning, isLeft }) => {
  const begin = performance.now()
  const now = () => new Date(Date.parse('2026-01-02T14:02:10.300Z') + performance.now() - begin)
  const store = storeOf(scriptedFleet([ended('dan', now())]), now)
  const at = new Date(now().getTime() - 10_000)
  store.news(withToast({ kind: 'good', text: 'zoe ready', nextStep: undefined, isWarning, at }))
  const drawn = Promise.withResolvers<void>()
  store.subscribe(() => drawn.resolve())
  using _feeds = openFeeds({ fleet: scriptedFleet().fleet, store, now })
  await drawn.promise
  expect(store.lines().join('\n').includes('zoe ready')).toBe(isLeft)
})

test('every second below a minute is drawn when it has passed, and hours cost no frame', async () => {
  // The header's clock would draw a frame of its own at a full minute.
  const since = new Date('2026-01-02T14:02:10.300Z')
  const begin = performance.now()
  const now = () => new Date(since.getTime() + performance.now() - begin)
  const old = new Date(since.getTime() - 2 * 3_600_000 - 60_000)
  const store = storeOf(scriptedFleet([ended('dan', since), ended('eve', old)]), now)
  const drawn: { readonly age: string | undefined; readonly lateMs: number }[] = []
  const three = Promise.withResolvers<void>()
  store.subscribe(() => {
    const age = ageOf('dan', store.lines())
    drawn.push({ age, lateMs: (now().getTime() - since.getTime()) % 1000 })
    if (drawn.length === 3) three.resolve()
  })
  using _feeds = openFeeds({ fleet: scriptedFleet().fleet, store, now })
  await three.promise
  expect(drawn.map(({ age }) => age)).toEqual(['1s', '2s', '3s'])
  for (const { lateMs } of drawn) expect(lateMs).toBeLessThan(900)
})
