import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { withToast } from '../changes.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel } from '../model.ts'
import { createStore } from '../store.ts'
import { openPainter } from './painter.ts'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-01-02T14:02:10Z') }))
afterEach(() => vi.useRealTimers())

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const now = () => new Date()

/** A dashboard whose every `news` and `change` says something else, and how often its terminal was written to. */
const painted = () => {
  const snapshot = scriptedFleet([aRow({ name: 'ada' })]).fleet.snapshot()
  const model = initialModel({ snapshot, now: now(), size: { columns: 120, rows: 36 }, profiles: [] })
  const store = createStore(model, { theme, keymap: [], now })
  const written: string[] = []
  const stdout = new PassThrough().on('data', (bytes) => written.push(String(bytes)))
  const painter = openPainter({ store, stdout: stdout as unknown as NodeJS.WriteStream, onCrash: () => {} })
  painter.onAlternateScreen(true)
  let said = 0
  const saying = (text: string) => {
    said += 1
    return withToast({ kind: 'news', text: `${said} ${text}`, nextStep: undefined, at: now() })
  }
  return {
    ...{ painter, written },
    news: (text = 'things') => store.news(saying(text)),
    change: () => store.change(saying('acts')),
  }
}

test('news of whatever source are painted thirty times a second, the last of them too', async () => {
  const { painter, written, news } = painted()
  await vi.advanceTimersByTimeAsync(1)
  written.length = 0
  for (let ms = 0; ms < 1000; ms += 1) {
    news()
    news()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect([30, 31]).toContain(written.length)
  news('last words')
  await vi.advanceTimersByTimeAsync(33)
  expect(written.at(-1)).toContain('last words')
  painter[Symbol.dispose]()
})

test('what a person does is painted at once, with the news that wait, and they are not painted again', async () => {
  const { painter, written, news, change } = painted()
  await vi.advanceTimersByTimeAsync(1)
  news()
  await vi.advanceTimersByTimeAsync(1)
  news()
  await vi.advanceTimersByTimeAsync(1)
  written.length = 0
  change()
  await vi.advanceTimersByTimeAsync(0)
  expect(written).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(written).toHaveLength(1)
  painter[Symbol.dispose]()
})
