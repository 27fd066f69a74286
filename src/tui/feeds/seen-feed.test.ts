import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import { initialModel, type Model } from '../model.ts'
import { seenFeed } from './seen-feed.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const since = new Date('2026-01-02T14:02:00Z')

const looking = (over: Partial<Model> = {}, worker: Partial<Worker> = {}): Model => ({
  ...initialModel({
    snapshot: {
      workers: [aRow({ name: 'ada', activity: 'done', activitySince: since, ...worker })],
      engine: { kind: 'connected', name: 'docker', hostName: undefined },
    },
    now: since,
    size: { columns: 120, rows: 36 },
    profiles: [],
  }),
  selected: 'ada',
  isUntouched: false,
  ...over,
})

const watched = () => {
  const seen: string[] = []
  const feed = seenFeed({ markSeen: ({ name }) => seen.push(name) })
  return { ...feed, seen }
}

test('a worker that is done is seen once its screen was in sight for a second', () => {
  const { follow, seen } = watched()
  follow(looking())
  vi.advanceTimersByTime(999)
  expect(seen).toEqual([])
  follow(looking())
  vi.advanceTimersByTime(1)
  expect(seen).toEqual(['ada'])
})

test('a look that a worker did not hear of is said again, as long as it lasts', () => {
  const { follow, seen } = watched()
  follow(looking())
  vi.advanceTimersByTime(2_000)
  expect(seen).toEqual(['ada', 'ada'])
  follow(looking({}, { activity: 'idle' }))
  vi.advanceTimersByTime(10_000)
  expect(seen).toEqual(['ada', 'ada'])
})

test('who passes by has not looked', () => {
  const { follow, seen } = watched()
  follow(looking())
  vi.advanceTimersByTime(999)
  follow(looking({ selected: undefined }))
  vi.advanceTimersByTime(10_000)
  expect(seen).toEqual([])
})

test.each([
  ['nobody has touched the dashboard', { isUntouched: true }],
  ['another view is in front', { view: 'events' }],
  ['there is no room for its screen', { size: { columns: 80, rows: 12 } }],
] as const)('a worker is not seen while %s', (_, over) => {
  const { follow, seen } = watched()
  follow(looking(over))
  vi.advanceTimersByTime(10_000)
  expect(seen).toEqual([])
})

test('the end of its next work is looked at anew', () => {
  const { follow, seen } = watched()
  follow(looking())
  vi.advanceTimersByTime(1_000)
  follow(looking({}, { activity: 'working' }))
  follow(looking({}, { activitySince: new Date(since.getTime() + 5_000) }))
  vi.advanceTimersByTime(1_000)
  expect(seen).toEqual(['ada', 'ada'])
})

test('a screen that a form or a question stands on is nobody’s look, and one below a line that is typed is', () => {
  const { follow, seen } = watched()
  const editor = editorOf()
  for (const dialog of [
    { kind: 'start', form: emptyStartForm },
    { kind: 'save', name: 'ada', containerId: 'a1', editor },
    { kind: 'refused', why: 'ada is frozen' },
    { kind: 'quit' },
  ] as const) {
    follow(looking({ dialog }))
    vi.advanceTimersByTime(2_000)
    expect([dialog.kind, ...seen]).toEqual([dialog.kind])
  }
  const above = { kind: 'send', name: 'ada', containerId: 'a1', editor } as const
  for (const dialog of [{ kind: 'command', editor }, above] as const) {
    const { follow, seen } = watched()
    follow(looking({ dialog }))
    vi.advanceTimersByTime(1_000)
    expect(seen).toEqual(['ada'])
  }
})

test('who reads what it did has looked, and who reads how it is set up has not', () => {
  for (const tab of ['screen', 'logs', 'diff', 'files', 'env', 'stats'] as const) {
    const { follow, seen } = watched()
    follow(looking({ tab }))
    vi.advanceTimersByTime(1_000)
    expect([tab, ...seen]).toEqual(tab === 'env' || tab === 'stats' ? [tab] : [tab, 'ada'])
  }
})
