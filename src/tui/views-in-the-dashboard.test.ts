import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { MemoryInput, MemoryOutput } from '../../test/rigs/memory-terminal.ts'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../test/rigs/scripted-fleet.ts'
import { aLayer, aProfile, noJobControl, scriptedImages } from '../../test/rigs/scripted-images.ts'
import { type DashboardTerminal, runDashboard } from './dashboard.ts'
import type { JobControl } from './job-control.ts'
import { plainSettings } from './settings.ts'

const open = (
  given: {
    readonly scripted?: ScriptedFleet
    readonly images?: ReturnType<typeof scriptedImages>
    readonly jobControl?: JobControl
  } = {},
) => {
  const { scripted = scriptedFleet([aRow({ name: 'ada' })]), images = scriptedImages() } = given
  const stdout = new MemoryOutput()
  const stdin = new MemoryInput()
  const terminal = {
    ...{ stdin, stdout, isColor: false, colorLevel: 0, isUnicode: true, term: 'xterm', colorTerm: undefined },
  } as unknown as DashboardTerminal
  const bugs: unknown[] = []
  const first = stdout.shows('WORKER')
  const ended = runDashboard({
    ...{
      verbs: scripted.verbs,
      images: images.verbs,
      profiles: async () => [],
      terminal,
      settings: plainSettings,
    },
    jobControl: given.jobControl ?? noJobControl,
    signal: new AbortController().signal,
    onBug: (bug) => {
      bugs.push(bug)
      return '/tmp/hal-bug.txt'
    },
  })
  const type = async (keys: string, until: string) => {
    stdin.write(keys)
    await stdout.shows(until)
  }
  return { scripted, images, stdout, stdin, bugs, first, type, ended }
}

const python = (state: Parameters<typeof aProfile>[1] = {}) => aProfile('python', state)
const notBuilt = { state: { kind: 'not-built' } } as const

test('builds the selected image in place, goes on while one looks elsewhere, and says what came of it', async () => {
  const images = scriptedImages([python(notBuilt)])
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'python  not built')
  await screen.type('b', 'building')
  images.tell(
    aLayer('python', { kind: 'building', step: { number: 2, of: 5, name: 'RUN make' }, elapsedMs: 100 }),
  )
  await screen.stdout.shows('2/5  RUN make')
  await screen.type('\u001b', 'WORKER')
  expect(screen.stdout.screen()).toContain('building 1')
  images.set([python()])
  const end = { kind: 'done', tookMs: 1000, sizeBytes: 1, deltaBytes: 1, missing: [] } as const
  images.tell(aLayer('python', end))
  images.finish({
    layers: [{ layer: 'python', parent: undefined, image: 'hal/python:1', fingerprint: '1', end }],
    tookMs: 1000,
  })
  await screen.stdout.shows('python built in 1s')
  await screen.type('i', 'python  fresh')
  expect(screen.stdout.screen()).not.toContain('building')
  expect(images.asked).toEqual(['build python'])
  screen.stdin.write('qq')
  await screen.ended
})

test('ends a build after a question, and another ctrl-c without a build quits', async () => {
  const images = scriptedImages([python(notBuilt)])
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'python  not built')
  await screen.type('b', 'building')
  await screen.type('\u0003', 'end the build?')
  await screen.type('n', 'ctrl-c end the build')
  expect(images.asked).toEqual(['build python'])
  await screen.type('\u0003y', 'the build was cancelled')
  expect(images.asked).toEqual(['build python', 'cancelled'])
  screen.stdin.write('\u0003')
  expect(await screen.ended).toEqual({ ok: true, value: undefined })
})

const buildable = () =>
  scriptedImages([aProfile('base', notBuilt), python(notBuilt), aProfile('node', notBuilt)])

test('queues what is asked for while a build runs, and builds it once that has ended', async () => {
  const images = buildable()
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'base  not built')
  await screen.type('b', 'building')
  await screen.type('b', 'base is on the way already')
  await screen.type('jb', 'python  · queued')
  await screen.type(':build node\r', 'node  · queued')
  expect(screen.stdout.screen()).toContain('b don’t build')
  await screen.type('b', 'node is queued no more')
  expect(images.asked).toEqual(['build base'])
  const failure = { reason: 'build-failed', step: 'RUN make', exitCode: 2, tail: ['no rule'] } as const
  const end = { kind: 'failed', tookMs: 1000, failure } as const
  images.tell(aLayer('base', end))
  images.finish({
    layers: [{ layer: 'base', parent: undefined, image: 'hal/base:1', fingerprint: '1', end }],
  })
  await screen.stdout.shows('the build of base failed')
  expect(images.asked).toEqual(['build base', 'build python'])
  // Why it failed can still be read while the next one is built.
  expect(screen.stdout.screen()).toContain('base      ✗ failed at RUN make')
  images.finish()
  await screen.stdout.shows('fresh already')
  expect(images.asked).toEqual(['build base', 'build python'])
  screen.stdin.write('qq')
  await screen.ended
})

test('ends what is queued together with the build, and says so before', async () => {
  const images = buildable()
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'base  not built')
  await screen.type('b', 'building')
  await screen.type('jb', 'python  · queued')
  await screen.type('\u0003', 'Not built either: python.')
  await screen.type('y', 'the build was cancelled')
  await screen.stdout.shows('python  not built')
  expect(images.asked).toEqual(['build base', 'cancelled'])
  await screen.type('b', 'building')
  expect(images.asked).toEqual(['build base', 'cancelled', 'build python'])
  images.finish()
  await screen.stdout.shows('fresh already')
  screen.stdin.write('qq')
  await screen.ended
})

test('builds only one thing at a time, and what is stale by one key', async () => {
  const why = [{ reason: 'changed', inputs: ['files'], parts: [] }] as const
  const state = { kind: 'stale', changed: ['files'], why, pins: [], builtAt: new Date() } as const
  const stale = { state }
  const images = scriptedImages([aProfile('base', stale), python(notBuilt), aProfile('node', stale)])
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'stale: files changed')
  await screen.type('B', 'building')
  await screen.type('b', 'base is on the way already')
  expect(images.asked).toEqual(['build base node'])
  images.finish()
  await screen.stdout.shows('fresh already')
  screen.stdin.write('qq')
  await screen.ended
})

test('ends the build under way when the dashboard is left, and waits for its end', async () => {
  const images = scriptedImages([python(notBuilt)])
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'python  not built')
  await screen.type('b', 'building')
  await screen.type('q', 'WORKER')
  await screen.type('q', 'quit now')
  screen.stdin.write('y')
  await screen.ended
  expect(images.asked).toEqual(['build python', 'cancelled'])
})

test('says why images can’t be read, and reads them by itself when the engine is back', async () => {
  const images = scriptedImages([python()])
  images.break({ reason: 'cancelled', what: 'reading' })
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'reading was cancelled.')
  const lost = {
    kind: 'lost',
    name: 'docker 20.10',
    hostName: undefined,
    since: new Date(),
    why: 'gone',
  } as const
  screen.scripted.setEngine(lost)
  await screen.stdout.shows("docker 20.10 doesn't answer")
  images.break(undefined)
  screen.scripted.setEngine({ kind: 'connected', name: 'docker 20.10', hostName: undefined })
  await screen.stdout.shows('python  fresh')
  expect(screen.stdout.screen()).not.toContain('was cancelled')
  screen.stdin.write('qq')
  await screen.ended
})

test('goes on around a view that breaks, says where the report is, and tries it again when asked', async () => {
  const images = scriptedImages([aProfile('python', { state: { kind: 'nonsense' } as never })])
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'The images view hit a mistake in hal itself, and the rest goes on.')
  expect(screen.stdout.screen()).toContain('A report was saved to /tmp/hal-bug.txt')
  expect(screen.bugs).toHaveLength(1)
  await screen.type('\u001b', '▌ ○ ada')
  images.set([python()])
  await screen.type('i', 'hit a mistake')
  await screen.type('r\u000c', 'python  fresh')
  screen.stdin.write('qq')
  expect(await screen.ended).toEqual({ ok: true, value: undefined })
})

test('goes on around a tab and a list that break', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const screen = open({ scripted })
  await screen.first
  scripted.change('ada', { activity: 'nonsense' as never })
  await screen.stdout.shows('The workers view hit a mistake')
  await screen.type('p', '2 workers')
  scripted.change('ada', { activity: 'shell' })
  await screen.stdout.shows('2 ready')
  await screen.type('\u001b', 'hit a mistake')
  await screen.type('\u000c', '▌ ○ ada')
  screen.stdin.write('q')
  expect(await screen.ended).toEqual({ ok: true, value: undefined })
})

test('gives the terminal to the shell for ctrl-z, and comes back to the same place', async () => {
  const resumed = Promise.withResolvers<void>()
  let isStopped = false
  const jobControl: JobControl = {
    ...noJobControl,
    stop: async () => {
      isStopped = true
      await resumed.promise
    },
  }
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const screen = open({ scripted, jobControl })
  await screen.first
  await screen.type('j', '▌ ○ bob')
  screen.stdin.write('\u001a')
  while (!isStopped) await new Promise((resolve) => setImmediate(resolve))
  const shell = screen.stdout.written.length
  expect(screen.stdout.written.lastIndexOf('\u001b[?1049l')).toBeGreaterThan(
    screen.stdout.written.lastIndexOf('\u001b[?1049h'),
  )
  expect(screen.stdin.isRaw).toBe(false)
  scripted.change('bob', { phase: { kind: 'frozen', since: new Date() } })
  screen.stdout.emit('resize')
  await new Promise((resolve) => setImmediate(resolve))
  expect(screen.stdout.written.length).toBe(shell)
  resumed.resolve()
  await screen.stdout.shows('▌ ◌ bob')
  expect(screen.stdin.isRaw).toBe(true)
  screen.stdin.write('q')
  await screen.ended
})

test('draws all of the screen anew after something else wrote over it', async () => {
  const events = new EventEmitter()
  const on = (name: string) => (listener: () => void) => {
    events.on(name, listener)
    return { [Symbol.dispose]: () => void events.off(name, listener) }
  }
  const screen = open({
    jobControl: {
      ...noJobControl,
      onAsked: on('asked'),
      onContinued: on('continued'),
      onWindowChanged: on('window'),
    },
  })
  await screen.first
  const cleared = async () => {
    screen.stdout.write('\u001b[2J')
    while (screen.stdout.screen().includes('ada')) await once(screen.stdout, 'shown')
  }
  await cleared()
  await screen.type('\u000c', '▌ ○ ada')
  await cleared()
  events.emit('continued')
  await screen.stdout.shows('▌ ○ ada')
  await cleared()
  events.emit('window')
  await screen.stdout.shows('▌ ○ ada')
  screen.stdin.write('q')
  await screen.ended
  expect(events.eventNames()).toEqual([])
})

test('shows the latest of many sizes at once, and paints no size in between that nobody could see', async () => {
  const screen = open()
  await screen.first
  const { stdout } = screen
  const before = stdout.written.length
  for (let columns = 60; columns < 160; columns += 1) {
    Object.assign(stdout, { columns, rows: 24 })
    stdout.emit('resize')
  }
  Object.assign(stdout, { columns: 100, rows: 24 })
  stdout.emit('resize')
  // As wide as it is at last.
  while (!/^ hal .{85,}\d\d:\d\d$/m.test(stdout.screen())) await once(stdout, 'shown')
  // Two whole frames of about 3 kB: the first and the last.
  expect(stdout.written.length - before).toBeLessThan(12_000)
  screen.stdin.write('q')
  await screen.ended
})

test('turns from the pulse to the worker that is picked there', async () => {
  const waiting = { activity: 'waiting', question: 'Push?' } as const
  const scripted = scriptedFleet([
    aRow({ name: 'ada' }),
    ...['bob', 'eve'].map((name) => aRow({ name, ...waiting })),
  ])
  const screen = open({ scripted })
  await screen.first
  await screen.type('/ada\r', 'filter: ada')
  await screen.type('p', '⏎ to bob')
  await screen.type('j', '⏎ to eve')
  await screen.type('\r', '▌ ● eve')
  expect(screen.stdout.screen()).not.toContain('filter: ada')
  screen.stdin.write('q')
  await screen.ended
})

test('the events say who came to need somebody, with what they ask, and no more of it than that', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob', activity: 'waiting' })])
  const screen = open({ scripted })
  await screen.first
  await screen.type('E', 'nothing has happened yet')
  const now = () => ({ activitySince: new Date() })
  scripted.change('ada', { activity: 'working', ...now() })
  scripted.change('ada', { activity: 'waiting', question: 'Do you want to run pytest?', ...now() })
  await screen.stdout.shows('● ada waiting · Do you want to run pytest?')
  scripted.change('ada', { activity: 'done', question: undefined, ...now() })
  await screen.stdout.shows('✓ ada done')
  expect(screen.stdout.screen()).not.toMatch(/ada working|bob/)
  scripted.change('ada', { phase: { kind: 'failed', since: new Date(), exitCode: 3, isOom: false, why: '' } })
  await screen.stdout.shows('✗ ada failed 3')
  screen.stdin.write('c')
  while (/ada (waiting|done)/.test(screen.stdout.screen())) await once(screen.stdout, 'shown')
  expect(screen.stdout.screen()).toContain('✗ ada failed 3')
  screen.stdin.write('\u001b')
  await screen.stdout.shows('WORKER')
  screen.stdin.write('q')
  await screen.ended
})

test('offers and starts a profile that was written while hal ran', async () => {
  const base = aProfile('base', { isLayer: true })
  const images = scriptedImages([base])
  const screen = open({ images })
  await screen.first
  images.set([base, python()])
  await screen.type('n', 'start a worker')
  await screen.type('\t\t\t\t\t\t', '▌ profile')
  await screen.type('\u001b[C', '‹ python ›')
  await screen.type('\u001b[C', '‹ default ›')
  await screen.type('\u001b', '? help')
  images.set([base, python(), aProfile('rust')])
  await screen.type('i', 'what rust is for')
  await screen.type('\u001b', 'WORKER')
  await screen.type(':start ru\t', ': start rust')
  await screen.type('\u0003', '? help')
  await screen.type(':start zig --name zoe\r', '▌ ○ zoe')
  expect(screen.scripted.asked).toEqual(['start zoe zig'])
  screen.stdin.write('q')
  await screen.ended
})

test('says how to see why a build failed, and there it is', async () => {
  const images = scriptedImages([python(notBuilt)])
  const screen = open({ images })
  await screen.first
  await screen.type('i', 'python  not built')
  await screen.type('b', 'building')
  const failure = { reason: 'build-failed', step: 'RUN make', exitCode: 2, tail: ['no rule'] } as const
  const end = { kind: 'failed', tookMs: 1000, failure } as const
  images.tell(aLayer('python', end))
  const layer = { layer: 'python', parent: undefined, image: 'hal/python:1', fingerprint: '1', end }
  images.finish({ layers: [layer] })
  await screen.stdout.shows('the build of python failed · in the images (i), ⏎ on it shows why')
  await screen.type('\r', 'stands on')
  await screen.type('\u001b', 'IMAGE')
  await screen.type('b', 'building')
  expect(screen.stdout.screen()).not.toContain('the build of python failed')
  images.finish({ layers: [] })
  await screen.stdout.shows('everything asked for is fresh already')
  screen.stdin.write('qq')
  await screen.ended
})
