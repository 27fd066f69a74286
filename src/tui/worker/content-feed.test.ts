import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { Worker } from '../../workers/worker.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel, type TabName } from '../model.ts'
import { createStore } from '../store.ts'
import { contentFeed } from './content-feed.ts'
import { onTab } from './pane-changes.ts'
import { beginReading, endReading } from './reading.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const connected = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const

/** A feed of `ada`'s tab, over a store that tells it of every change. */
const lookingAt = (tab: TabName, verbs: Partial<WorkerVerbs>) => {
  const now = () => new Date()
  const size = { columns: 100, rows: 24 }
  const empty = initialModel({
    snapshot: { workers: [], engine: connected },
    ...{ now: now(), size, profiles: [] },
  })
  const store = createStore(empty, { theme, keymap: defaultKeymap, now })
  const adaIs = (worker: Partial<Worker>, engine: Parameters<typeof withFleet>[0]['engine'] = connected) =>
    store.news(withFleet({ workers: [aRow({ name: 'ada', ...worker })], engine }))
  adaIs({})
  store.change(onTab(tab))
  const feed = contentFeed({
    verbs: { ...scriptedFleet().verbs, ...verbs },
    store,
    onBug: (bug) => {
      throw bug
    },
  })
  store.subscribe(() => feed.follow(store.model()))
  feed.follow(store.model())
  return { store, adaIs, feed, shown: () => store.lines().join('\n') }
}

const unreachable = { reason: 'worker-unreachable', name: 'ada', detail: 'no answer' } as const
const pending = new Promise<never>(() => undefined)

test('what somebody reads stays when the worker ends, though its log takes long to come again', async () => {
  let looks = 0
  const { store, adaIs, shown } = lookingAt('logs', {
    logs: ({ onData, onCaughtUp }) => {
      looks += 1
      if (looks === 1) onData(Buffer.from('the first life\r\n'))
      if (looks === 1) onCaughtUp?.()
      return pending
    },
  })
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toContain('the first life')
  store.change(beginReading)
  adaIs({ phase: { kind: 'exited', since: new Date(), exitCode: 0, why: undefined } })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(looks).toBe(2)
  expect(shown()).toContain('the first life')
})

test('who reads before there is anything to read gets it, from its end', async () => {
  const come = Promise.withResolvers<void>()
  const { store, shown } = lookingAt('logs', {
    logs: async ({ onData, onCaughtUp }) => {
      await come.promise
      for (let line = 1; line <= 50; line += 1) onData(Buffer.from(`line ${line}\r\n`))
      onCaughtUp?.()
      return pending
    },
  })
  await vi.advanceTimersByTimeAsync(200)
  expect(shown()).toContain('loading')
  store.change(beginReading)
  come.resolve()
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toMatch(/▌ line 50/)
  store.change(endReading)
  expect(shown()).toContain('line 50')
})

test('what a tab could not get is asked for again when the engine is back', async () => {
  let isThere = false
  const { adaIs, shown } = lookingAt('env', {
    environment: async () => (isThere ? ok([{ name: 'LANG', value: 'C.UTF-8' }]) : fail(unreachable)),
  })
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toContain('no answer')
  adaIs({}, { ...connected, kind: 'lost', since: new Date(), why: 'no answer' })
  await vi.advanceTimersByTimeAsync(10_000)
  isThere = true
  adaIs({})
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toContain('LANG')
})

test('changed files are looked at again after a look that failed', async () => {
  let looks = 0
  const { shown } = lookingAt('diff', {
    changes: async () => {
      looks += 1
      return looks === 2 ? fail(unreachable) : ok({ kind: 'no-repository' })
    },
  })
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toContain('no git repository')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(shown()).toContain('no answer')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(shown()).toContain('no git repository')
})

test('a tab that is looked at for long holds no more than it did at first', async () => {
  const signals = new Set<AbortSignal>()
  lookingAt('diff', {
    changes: async ({ signal }) => {
      if (signal !== undefined) signals.add(signal)
      return ok({ kind: 'no-repository' })
    },
  })
  await vi.advanceTimersByTimeAsync(30_000)
  const [signal] = signals
  if (signal === undefined) throw new Error('nothing was asked')
  expect(signals.size).toBe(1)
  expect(getEventListeners(signal, 'abort')).toHaveLength(1)
})

test('a look that takes long is never asked for again before it has answered', async () => {
  let asked = 0
  const answers: (() => void)[] = []
  lookingAt('diff', {
    changes: () => {
      asked += 1
      return new Promise((resolve) => answers.push(() => resolve(ok({ kind: 'no-repository' }))))
    },
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(1)
  answers[0]?.()
  await vi.advanceTimersByTimeAsync(2_900)
  expect(asked).toBe(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(asked).toBe(2)
})

test('a log that floods keeps its last lines, draws ten times a second, takes keys, and ends with its tab', async () => {
  const flood = { told: (_: Buffer) => {}, signal: new AbortController().signal }
  const { store, shown } = lookingAt('logs', {
    logs: ({ onData, onCaughtUp, signal }) => {
      Object.assign(flood, { told: onData, signal })
      onCaughtUp?.()
      return pending
    },
  })
  await vi.advanceTimersByTimeAsync(0)
  let frames = 0
  store.subscribe(() => {
    frames += 1
  })
  for (let ms = 0; ms < 1_000; ms += 1) {
    flood.told(Buffer.from(`printed ${ms}\r\n`.repeat(100)))
    await vi.advanceTimersByTimeAsync(1)
  }
  expect([9, 10, 11]).toContain(frames)
  expect(shown()).toContain('printed 9')
  const { content } = store.model().pane.loaded ?? {}
  expect(content?.kind === 'text' && content.lines.length).toBe(5_000)
  expect(flood.signal.aborted).toBe(false)
  store.change(onTab('screen'))
  expect(shown()).not.toContain('printed 9')
  expect(flood.signal.aborted).toBe(true)
})
