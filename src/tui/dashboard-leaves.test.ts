import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { contextOn, type MemoryEngine, memoryEngine, startWorkerOn } from '../../test/rigs/memory-workers.ts'
import { aRow, scriptedFleet } from '../../test/rigs/scripted-fleet.ts'
import { noJobControl, scriptedImages } from '../../test/rigs/scripted-images.ts'
import { ok } from '../lib/result.ts'
import { openWorkers } from '../workers/open-workers.ts'
import type { WorkerVerbs } from '../workers/verbs.ts'
import { isRestored, open, restored } from './dashboard.fixture.ts'
import { type DashboardTerminal, runDashboard } from './dashboard.ts'
import { plainSettings } from './settings.ts'

test('hands the terminal to an attached worker and comes back to the same place', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const screen = open(scripted)
  await screen.first
  await screen.type('ja', 'attached to bob')
  expect(isRestored(screen)).toMatchObject({ hasLeftScreen: true, isPasteOff: true })
  expect([...scripted.watched]).toEqual([])
  await screen.type('z', 'detached from bob')
  expect([...scripted.watched]).toEqual(['bob'])
  screen.stdin.write('q')
  await screen.ended
  expect(isRestored(screen)).toEqual(restored)
})

test.each(['axy', 'aa'])(
  'gives nothing a meaning that was typed together with the key that attaches: %j',
  async (typed) => {
    const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
    const screen = open(scripted)
    await screen.first
    await screen.type(typed, 'attached to ada')
    await screen.type('z', 'detached from ada')
    expect(screen.stdout.screen()).not.toContain('stop ada?')
    expect(scripted.asked).toEqual(['attach ada'])
    expect(screen.bugs).toEqual([])
    screen.stdin.write('q')
    await screen.ended
    expect(isRestored(screen)).toEqual(restored)
  },
)

test('leaves the terminal as it was when it is asked to end', async () => {
  const abort = new AbortController()
  const screen = open(scriptedFleet([aRow()]), abort.signal)
  await screen.first
  abort.abort()
  expect(await screen.ended).toEqual({ ok: true, value: undefined })
  expect(isRestored(screen)).toEqual(restored)
})

test('leaves the terminal as it was when drawing the screen throws, and lets the error out', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  // A part that breaks is left out, once there is a report of it: without one nothing can go on.
  const onBug = () => {
    throw new Error('planted')
  }
  const screen = open(scripted, undefined, { onBug })
  await screen.first
  const ended = expect(screen.ended).rejects.toThrow('planted')
  scripted.setEngine({ kind: 'connected', name: Symbol('nonsense') as never, hostName: undefined })
  await ended
  expect(isRestored(screen)).toEqual(restored)
})

const planted = new Error('planted')
const throws = () => {
  throw planted
}
const rejects = () => Promise.reject(planted)
const onceOnly = (list: MemoryEngine['list']): MemoryEngine['list'] => {
  let isFirst = true
  return (labels) => {
    if (!isFirst) return rejects()
    isFirst = false
    return list(labels)
  }
}

test.each<[string, (engine: MemoryEngine) => Partial<MemoryEngine>]>([
  ['following the engine’s events', () => ({ events: throws })],
  ['talking to a worker', () => ({ exec: rejects })],
  ['reading numbers', () => ({ stats: throws })],
  ['listing workers anew', ({ list }) => ({ list: onceOnly(list) })],
])('leaves the terminal as it was when %s hits a mistake of hal’s own, and lets it out', async (_, plant) => {
  await using engine = memoryEngine()
  await startWorkerOn(engine, 'ada')
  const screen = open({ verbs: openWorkers(contextOn({ ...engine, ...plant(engine) })) })
  await expect(screen.ended).rejects.toBe(planted)
  expect(isRestored(screen)).toEqual(restored)
})

test('ends an attached terminal, too, when a mistake of hal’s own takes the screen down', async () => {
  const crashed = Promise.withResolvers<never>()
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const attach: WorkerVerbs['attach'] = async ({ name, terminal, signal }) => {
    terminal.output.write(`attached to ${name}`)
    terminal.input.setRawMode(true)
    await once(signal ?? new EventTarget(), 'abort')
    terminal.input.setRawMode(false)
    return ok({ kind: 'detached', worker: name })
  }
  const fleet = async () => ok({ ...scripted.fleet, crashed: crashed.promise })
  const screen = open({ verbs: { ...scripted.verbs, attach, fleet } })
  await screen.first
  await screen.type('a', 'attached to ada')
  crashed.reject(planted)
  await expect(screen.ended).rejects.toBe(planted)
  expect(isRestored(screen)).toEqual(restored)
})

test('needs a terminal', async () => {
  const screen = {
    verbs: scriptedFleet().verbs,
    images: scriptedImages().verbs,
    jobControl: noJobControl,
    profiles: async () => [],
    settings: plainSettings,
    signal: new AbortController().signal,
    onBug: () => undefined,
  }
  const terminal = { stdin: new PassThrough(), stdout: new PassThrough() } as unknown as DashboardTerminal
  expect(await runDashboard({ ...screen, terminal })).toEqual({
    ok: false,
    failure: { reason: 'not-a-terminal', what: 'the dashboard' },
  })
})
