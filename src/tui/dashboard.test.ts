import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { MemoryInput, MemoryOutput } from '../../test/rigs/memory-terminal.ts'
import { contextOn, type MemoryEngine, memoryEngine, startWorkerOn } from '../../test/rigs/memory-workers.ts'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../test/rigs/scripted-fleet.ts'
import { noJobControl, scriptedImages } from '../../test/rigs/scripted-images.ts'
import { fail, ok } from '../lib/result.ts'
import { openWorkers } from '../workers/open-workers.ts'
import type { VerbOutcome, WorkerVerbs } from '../workers/verbs.ts'
import type { Whom } from '../workers/whom.ts'
import { type DashboardOptions, type DashboardTerminal, runDashboard } from './dashboard.ts'
import { plainSettings } from './settings.ts'

const open = (
  scripted: Pick<ScriptedFleet, 'verbs'>,
  signal = new AbortController().signal,
  over: Partial<DashboardOptions> = {},
) => {
  const stdout = new MemoryOutput()
  const stdin = new MemoryInput()
  const terminal = {
    stdin,
    stdout,
    isColor: false,
    colorLevel: 0,
    isUnicode: true,
    term: 'xterm',
    colorTerm: undefined,
  } as unknown as DashboardTerminal
  const bugs: unknown[] = []
  const first = stdout.shows('WORKER')
  const ended = runDashboard({
    verbs: scripted.verbs,
    images: scriptedImages().verbs,
    jobControl: noJobControl,
    profiles: async () => ['base'],
    terminal,
    settings: plainSettings,
    signal,
    onBug: (bug) => {
      bugs.push(bug)
      return '/tmp/hal-bug.txt'
    },
    ...over,
  })
  const type = async (keys: string, until: string) => {
    stdin.write(keys)
    await stdout.shows(until)
  }
  return { stdout, stdin, ended, bugs, type, first }
}

const enterScreen = '\u001b[?1049h'
const leaveScreen = '\u001b[?1049l'
const showCursor = '\u001b[?25h'

const isRestored = ({ stdout, stdin }: ReturnType<typeof open>) => ({
  hasLeftScreen: stdout.written.lastIndexOf(leaveScreen) > stdout.written.lastIndexOf(enterScreen),
  isCursorShown: stdout.written.lastIndexOf(showCursor) > stdout.written.lastIndexOf('\u001b[?25l'),
  isPasteOff: stdout.written.lastIndexOf('\u001b[?2004l') > stdout.written.lastIndexOf('\u001b[?2004h'),
  isRaw: stdin.isRaw,
})
const restored = { hasLeftScreen: true, isCursorShown: true, isPasteOff: true, isRaw: false }

test('shows the fleet, follows its news, and leaves the terminal as it was', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const screen = open(scripted)
  await screen.first
  const news = screen.stdout.shows('out of memory')
  scripted.change('bob', {
    phase: { kind: 'failed', since: new Date(), exitCode: 137, isOom: true, why: '' },
  })
  await news
  screen.stdin.write('q')
  expect(await screen.ended).toEqual({ ok: true, value: undefined })
  expect(isRestored(screen)).toEqual(restored)
})

test('shows the first numbers at once: what is in memory, before anything is known of the CPU', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const screen = open(scripted)
  await screen.first
  const stats = { memoryBytes: 12 * 1024 ** 2, memoryLimitBytes: 4 * 1024 ** 3, pids: 3, at: new Date() }
  const begin = performance.now()
  scripted.set([aRow({ name: 'ada' }, { stats: { ...stats, cpuPercent: undefined } })])
  await screen.stdout.shows('–      12M/4G')
  scripted.set([aRow({ name: 'ada' }, { stats: { ...stats, cpuPercent: 7 }, cpuHistory: [7] })])
  await screen.stdout.shows('7%      12M/4G')
  // Later ones take their time.
  expect(performance.now() - begin).toBeLessThan(1_500)
  screen.stdin.write('q')
  await screen.ended
})

test('watches the screen of the selected worker only, and none once it is closed', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  scripted.show('bob', ['bob says hello'])
  const screen = open(scripted)
  await screen.first
  expect([...scripted.watched]).toEqual(['ada'])
  await screen.type('j', 'bob says hello')
  expect([...scripted.watched]).toEqual(['bob'])
  await screen.type('?', 'start a new worker')
  expect([...scripted.watched]).toEqual([])
  screen.stdin.write('\u0003')
  await screen.ended
  expect([...scripted.watched]).toEqual([])
})

test('does what keys typed at once say, in their order', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' }), aRow({ name: 'kim' })])
  const screen = open(scripted)
  await screen.first
  await screen.type('jjs', 'send to kim')
  await screen.type('make test\r', 'sent to kim')
  await screen.type('kx', 'stop bob?')
  await screen.type('y', 'bob stopped')
  await screen.type('nzoe\r', 'zoe ready')
  expect(scripted.asked).toEqual(['send kim make test', 'stop bob', 'start zoe'])
  screen.stdin.write('q')
  await screen.ended
})

test('selects the worker it started, unless the person has turned to another one meanwhile', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const held = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const start: WorkerVerbs['start'] = async (input) => {
    await held[input.name === 'kim' ? 0 : 1]?.promise
    return scripted.verbs.start(input)
  }
  const screen = open({ ...scripted, verbs: { ...scripted.verbs, start } })
  await screen.first
  await screen.type('nkim\r', 'starting kim')
  held[0]?.resolve()
  await screen.stdout.shows('▌ ○ kim')
  await screen.type('nzoe\r', 'starting zoe')
  await screen.type('g', '▌ ○ ada')
  held[1]?.resolve()
  await screen.stdout.shows('zoe ready')
  await screen.stdout.shows('  ○ zoe')
  expect(screen.stdout.screen()).toContain('▌ ○ ada')
  screen.stdin.write('q')
  await screen.ended
})

test('keeps the form open while its name can’t be one, with all that was typed', async () => {
  const scripted = scriptedFleet()
  const screen = open(scripted)
  await screen.first
  await screen.type('nzoe-\t\t\t\t\t\t\tsome:image\r', '"zoe-" can\'t be a worker\'s name')
  expect(screen.stdout.screen()).toContain('image      some:image')
  await screen.type('2\r', 'zoe-2 ready')
  expect(scripted.asked).toEqual(['start zoe-2 some:image'])
  screen.stdin.write('q')
  await screen.ended
})

test('offers what was typed for a start that failed, with what was wrong under the field at fault', async () => {
  const scripted = scriptedFleet()
  const start: WorkerVerbs['start'] = async (input) =>
    input.image === 'no:such'
      ? fail({ reason: 'no-such-image', image: 'no:such', detail: 'not here' })
      : scripted.verbs.start(input)
  const screen = open({ ...scripted, verbs: { ...scripted.verbs, start } })
  await screen.first
  await screen.type('nzoe\t\t\t\t\t\t\tno:such\r', 'n opens the form as it was')
  await screen.type('n', '▌ image      no:such')
  expect(screen.stdout.screen()).toMatch(/name +zoe\n/)
  expect(screen.stdout.screen()).toMatch(/image +no:such.*\n +.*no:such/)
  await screen.type('\u0015some:image\r', 'zoe ready')
  await screen.type('n', 'empty: hal makes one up')
  expect(scripted.asked).toEqual(['start zoe some:image'])
  screen.stdin.write('\u0003q')
  await screen.ended
})

test('says why a key does nothing to a worker as it is, and which one would', async () => {
  const since = new Date()
  const scripted = scriptedFleet([
    aRow({ name: 'ada', phase: { kind: 'unreachable', since, why: 'no answer' } }),
    aRow({ name: 'dan', phase: { kind: 'failed', since, exitCode: 137, isOom: false, why: 'killed' } }),
    aRow({ name: 'eve', phase: { kind: 'frozen', since } }),
  ])
  const screen = open(scripted)
  await screen.first
  await screen.type('x', 'stop ada?')
  await screen.type('nj', '▌ ✗ dan')
  await screen.type('x', 'dan has ended: R starts it again')
  expect(scripted.asked).toEqual([])
  screen.stdin.write('q')
  await screen.ended
})

test('lets text for a worker that can’t have it go nowhere, until the person goes back', async () => {
  const since = new Date()
  const scripted = scriptedFleet([
    aRow({ name: 'ada', phase: { kind: 'unreachable', since, why: 'no answer' } }),
    aRow({ name: 'eve', phase: { kind: 'frozen', since } }),
  ])
  const screen = open(scripted)
  await screen.first
  await screen.type('a', "ada can't be reached: R restarts it")
  await screen.type('\u0003js', 'eve is frozen: f thaws it')
  screen.stdin.write('fnq: fox\rDy')
  await screen.type('\u0003?', 'start a new worker')
  expect(scripted.asked).toEqual([])
  screen.stdin.write('\u0003')
  await screen.ended
})

test('keeps the word of a success until the next key, and of a failure until it is closed or the next action', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const screen = open(scripted)
  await screen.first
  await screen.type('smake\r', 'sent to ada')
  await screen.type('j', '▌ ○ bob')
  expect(screen.stdout.screen()).not.toContain('sent to ada')
  await screen.type('sfail\r', 'no answer')
  await screen.type('k', '▌ ○ ada')
  await screen.type('x', 'stop ada?')
  await screen.type('n', '▌ ○ ada')
  await screen.stdout.shows('no answer')
  await screen.type('/bo', '▌ ○ bob')
  await screen.type('\r', 'no answer')
  await screen.type('\u001b', 'filter: bo')
  await screen.type('sfail\r', 'no answer')
  await screen.type('smake\r', 'sent to bob')
  expect(screen.stdout.screen()).not.toContain('no answer')
  screen.stdin.write('q')
  await screen.ended
})

test('removes by y alone, while ⏎ stops, too', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const screen = open(scripted)
  await screen.first
  await screen.type('D\r', 'remove ada?')
  expect(scripted.asked).toEqual([])
  await screen.type('y', '▌ ○ bob')
  await screen.type('x', 'stop bob?')
  await screen.type('\r', 'bob stopped')
  expect(scripted.asked).toEqual(['remove ada', 'stop bob'])
  screen.stdin.write('q')
  await screen.ended
})

test('says how to undo a freeze that nobody was asked about', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]))
  await screen.first
  await screen.type('f', 'ada frozen in 0.12s · f thaws it')
  await screen.type('f', 'ada thawed in 0.12s')
  screen.stdin.write('q')
  await screen.ended
})

test('starts an ended worker again without a question: there is nothing to lose', async () => {
  const scripted = scriptedFleet([
    aRow({ name: 'dan', phase: { kind: 'exited', since: new Date(), exitCode: 0, why: undefined } }),
  ])
  const screen = open(scripted)
  await screen.first
  await screen.type('R', 'dan back in 0.12s')
  await screen.type('R', 'restart dan?')
  expect(scripted.asked).toEqual(['start dan'])
  screen.stdin.write('\u0003')
  await screen.ended
})

test('starts it once, however often the key is pressed', async () => {
  const done = Promise.withResolvers<readonly VerbOutcome[]>()
  const asked: (readonly Whom[])[] = []
  const scripted = scriptedFleet([
    aRow({ name: 'dan', phase: { kind: 'exited', since: new Date(), exitCode: 0, why: undefined } }),
  ])
  const startAgain = (whom: readonly Whom[]) => {
    asked.push(whom)
    return done.promise
  }
  const screen = open({ ...scripted, verbs: { ...scripted.verbs, startAgain } })
  await screen.first
  await screen.type('RR', 'dan is starting already')
  expect(asked).toMatchObject([[{ name: 'dan' }]])
  done.resolve([{ ok: true, name: 'dan', tookMs: 200 }])
  await screen.stdout.shows('dan back in 0.2s')
  screen.stdin.write('q')
  await screen.ended
})

test('says a failure and goes on; a mistake of its own too, and reports it', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const screen = open({
    ...scripted,
    verbs: { ...scripted.verbs, freeze: () => Promise.reject(new Error('a mistake')) },
  })
  await screen.first
  await screen.type('sfail\r', 'no answer')
  await screen.type('f', 'a mistake')
  expect(screen.bugs).toEqual([new Error('a mistake')])
  screen.stdin.write('q')
  await screen.ended
})

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
