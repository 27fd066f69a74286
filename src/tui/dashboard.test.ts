import { expect, test } from 'vitest'
import { aRow, scriptedFleet } from '../../test/rigs/scripted-fleet.ts'
import { fail } from '../lib/result.ts'
import type { VerbOutcome, WorkerVerbs } from '../workers/verbs.ts'
import type { Whom } from '../workers/whom.ts'
import { isRestored, open, restored } from './dashboard.fixture.ts'

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
  await screen.stdout.shows('1 ready')
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
