import { expect, test } from 'vitest'
import { scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { openFeeds } from '../feeds/feeds.ts'
import { themeFor } from '../looks/theme.ts'
import { createStore } from '../store.ts'
import { five, listOfFive } from './list.fixture.ts'

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
