import { expect, test } from 'vitest'
import { MemoryInput, MemoryOutput } from '../../../test/rigs/memory-terminal.ts'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { noJobControl, scriptedImages } from '../../../test/rigs/scripted-images.ts'
import { ok } from '../../lib/result.ts'
import { type DashboardTerminal, runDashboard } from '../dashboard.ts'
import { plainSettings } from '../settings.ts'

const open = async (scripted: ScriptedFleet) => {
  const stdout = new MemoryOutput()
  const stdin = new MemoryInput()
  const terminal = {
    ...{ stdin, stdout, isColor: false, colorLevel: 0, isUnicode: true },
    ...{ term: 'xterm', colorTerm: undefined },
  } as unknown as DashboardTerminal
  const first = stdout.shows('WORKER')
  const ended = runDashboard({
    ...{ verbs: scripted.verbs, profiles: async () => ['base'], terminal, settings: plainSettings },
    ...{ images: scriptedImages().verbs, jobControl: noJobControl },
    signal: new AbortController().signal,
    onBug: (bug) => {
      throw bug
    },
  })
  await first
  const type = async (keys: string, until: string) => {
    stdin.write(keys)
    await stdout.shows(until)
  }
  const quit = async () => {
    stdin.write('q')
    await ended
  }
  return { stdout, stdin, type, quit }
}

const adaAndBob = () => scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
const leave = '\u001d'
const esc = '\u001b'

test('hands every key to the focused worker, and takes them back with ctrl-]', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  await screen.type('\r', 'ctrl-] back')
  screen.stdin.write('qx?')
  screen.stdin.write('\u001b[A\u0003')
  await screen.type(leave, '⏎ focus')
  expect(scripted.typed).toEqual(['ada: qx?', 'ada <Up>', 'ada: \u0003'])
  expect(scripted.asked).toEqual([])
  await screen.type('j', '▌ ○ bob')
  await screen.quit()
})

test('loses no key that was typed together with the one that focuses, or with the one that leaves', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  await screen.type('\rls\r', 'ctrl-] back')
  await screen.type(`make${leave}j`, '▌ ○ bob')
  expect(scripted.typed.join('|').replaceAll('|ada: ', '')).toBe('ada: ls\rmake')
  await screen.quit()
})

test('pastes into the focused worker as one piece, whatever is in it', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  await screen.type('\r', 'ctrl-] back')
  screen.stdin.write('\u001b[200~two\nlines')
  await screen.type(`\u001b[201~${leave}`, '⏎ focus')
  expect(scripted.typed).toEqual(['ada paste: two\nlines'])
  await screen.quit()
})

test('lets what is typed on mean nothing when the focused worker goes away by itself', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  await screen.type('\r', 'ctrl-] back')
  scripted.change('ada', { phase: { kind: 'frozen', since: new Date() } })
  await screen.stdout.shows('ada is frozen: f thaws it')
  await screen.type('Dy', 'goes nowhere')
  expect(scripted.asked).toEqual([])
  await screen.type(esc, '? help')
  await screen.quit()
})

test('stays with a worker that an answer takes out of the filter, until it is left', async () => {
  const waiting = { activity: 'waiting' } as const
  const scripted = scriptedFleet([
    aRow({ name: 'ada', ...waiting }),
    aRow({ name: 'bob' }),
    aRow({ name: 'kim', ...waiting }),
  ])
  const screen = await open(scripted)
  await screen.type('/state=waiting\r', '▌ ● ada')
  await screen.type('\r', 'ctrl-] back')
  screen.stdin.write('yes\r')
  scripted.change('ada', { activity: 'working' })
  await screen.stdout.shows('▌ ◐ ada')
  screen.stdin.write('and\r')
  await screen.type(leave, '▌ ● kim')
  expect(screen.stdout.screen()).not.toMatch(/ada|gone/)
  expect(scripted.typed).toEqual(['ada: yes\r', 'ada: and\r'])
  await screen.type(esc, 'bob')
  await screen.quit()
})

test('says why when what was typed can’t be put into the worker any more', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  await screen.type('\r', 'ctrl-] back')
  scripted.loseTypist({ reason: 'program-ended', exitCode: 1 })
  await screen.stdout.shows('has ended')
  await screen.type(esc, '⏎ focus')
  await screen.quit()
})

test('focuses no worker that can’t have keys', async () => {
  const scripted = scriptedFleet([aRow({ name: 'eve', phase: { kind: 'frozen', since: new Date() } })])
  const screen = await open(scripted)
  await screen.type('\r', 'eve is frozen: f thaws it')
  await screen.type(esc, '? help')
  await screen.quit()
  expect(scripted.typed).toEqual([])
})

test('loads a tab when it is looked at, and only as long as it is', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  expect(scripted.asked).toEqual([])
  await screen.type('2', 'ada was here')
  expect([...scripted.watched]).toEqual([])
  await screen.type('j', 'bob was here')
  await screen.type('?', 'start a new worker')
  expect(scripted.asked).toEqual(['logs ada', 'end of logs ada', 'logs bob', 'end of logs bob'])
  await screen.type(esc, 'bob was here')
  await screen.type('1', '[Screen]')
  expect([...scripted.watched]).toEqual(['bob'])
  await screen.quit()
})

test('streams no screen behind a form, and the one that is there again without it', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  expect([...scripted.watched]).toEqual(['ada'])
  await screen.type('n', 'start a worker')
  expect([...scripted.watched]).toEqual([])
  await screen.type(esc, '[Screen]')
  expect([...scripted.watched]).toEqual(['ada'])
  await screen.quit()
})

test('goes from tab to tab, round and back', async () => {
  const screen = await open(adaAndBob())
  await screen.type('\t', '[Logs]')
  await screen.type(']', '[Events]')
  await screen.type('[[[', '[Inspect]')
  await screen.type('7', 'API_TOKEN  hidden: it looks like a secret')
  await screen.type('8', 'workspace  /home/me/project')
  await screen.type('\t', '[Screen]')
  await screen.quit()
})

test('tells what happened to a worker, whoever did it', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  await screen.type('3', 'created')
  scripted.change('ada', {
    phase: { kind: 'failed', since: new Date(), exitCode: 137, isOom: true, why: '' },
  })
  await screen.stdout.shows('✗ failed 137 · out of memory at 4G')
  await screen.quit()
})

test('keeps in the title what the Diff tab has counted, until the worker does something', async () => {
  const scripted = adaAndBob()
  const stat = ' x | 1 +\n 1 file changed, 1 insertion(+)\n'
  const changes = async () => ok({ kind: 'changes', stat, diff: 'diff --git a/x b/x', isCut: false } as const)
  const screen = await open({ ...scripted, verbs: { ...scripted.verbs, changes } })
  await screen.type('5', '· 1 file changed')
  await screen.type('1', '[Screen]')
  expect(screen.stdout.screen()).toContain('· 1 file changed')
  scripted.change('ada', { activity: 'working' })
  await screen.stdout.shows('working')
  expect(screen.stdout.screen()).not.toContain('1 file changed')
  await screen.quit()
})

test('turns to a tab by its key from the pick of a file and from its diff, and says there that no search is on', async () => {
  const scripted = adaAndBob()
  const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n'
  const stat = ' x | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n'
  const changes = async () => ok({ kind: 'changes', stat, diff, isCut: false } as const)
  const screen = await open({ ...scripted, verbs: { ...scripted.verbs, changes } })
  await screen.type('6', '+1  −1  x')
  await screen.type('\r', '⏎ its diff')
  await screen.type('n', 'no search is on: / searches here, esc goes back')
  await screen.type('\r', '[Diff]')
  await screen.type('\u001b', '▌ +1  −1  x')
  expect(screen.stdout.screen()).toContain('1-8 tabs')
  await screen.type('8', 'worker     ada')
  await screen.type('6', '⏎ pick a file')
  await screen.type('\r\r', '[Diff]')
  await screen.type('\t', '⏎ pick a file')
  expect(screen.stdout.screen()).toContain('[Files]')
  await screen.type('\r1', '⏎ focus')
  expect(screen.stdout.screen()).toContain('[Screen]')
  await screen.type('n', 'start a worker')
  await screen.type('\u001b', '⏎ focus')
  await screen.quit()
})

test('says why a tab has nothing to show, and what to do', async () => {
  const scripted = adaAndBob()
  const { verbs } = scripted
  const failing: typeof verbs.changes = async ({ name }) => ({
    ok: false,
    failure: { reason: 'worker-unreachable', name, detail: 'its git took too long' },
  })
  const screen = await open({ ...scripted, verbs: { ...verbs, changes: failing } })
  await screen.type('5', 'its git took too long')
  await screen.quit()
})

test('says that a tab is on its way when it takes long, and blocks no key meanwhile', async () => {
  const scripted = adaAndBob()
  const slow = Promise.withResolvers<never>()
  const screen = await open({ ...scripted, verbs: { ...scripted.verbs, environment: () => slow.promise } })
  await screen.type('7', 'loading')
  await screen.type('j', '▌ ○ bob')
  await screen.type('8', 'worker     bob')
  await screen.quit()
})

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`)

test('reads back through the history of a screen, finds in it, and copies of it', async () => {
  const scripted = adaAndBob()
  scripted.remember('ada', numbered(1, 200))
  scripted.show('ada', numbered(201, 210))
  const screen = await open(scripted)
  await screen.stdout.shows('line 210')
  await screen.type('\u001b[5~\u001b[5~', 'of 210 lines')
  expect(screen.stdout.screen()).not.toContain('line 210')
  await screen.type('/LINE\r', '/LINE not found')
  await screen.type('/line 7\r', '/line 7 on 11 lines')
  expect(screen.stdout.screen()).toContain('▌ line 79')
  await screen.type('n', '▌ line 78')
  await screen.type('N', '▌ line 79')
  await screen.type('vjj', '3 selected')
  await screen.type('y', 'copied 3 lines, 23B of ada')
  const copied = Buffer.from('line 79\nline 80\nline 81').toString('base64')
  expect(screen.stdout.written).toContain(`\u001b]52;c;${copied}\u0007`)
  await screen.stdout.shows('line 210')
  await screen.quit()
})

test('shows what comes to somebody who reads only when they are done', async () => {
  const scripted = adaAndBob()
  scripted.show('ada', ['before'])
  const screen = await open(scripted)
  await screen.stdout.shows('before')
  await screen.type('\u001b[5~', 'esc back')
  scripted.show('ada', ['after'])
  expect(screen.stdout.screen()).toContain('before')
  await screen.type(esc, 'after')
  await screen.quit()
})

test('lets a log stand still for somebody who reads in it, and loses nothing of it', async () => {
  const scripted = adaAndBob()
  const screen = await open(scripted)
  await screen.type('2', 'ada was here')
  await screen.type('\u001b[5~v', '1 selected')
  scripted.print('ada', 'first\r\n')
  await screen.type('/here\r', '/here on 1 line')
  // Two of these are further apart than two frames of a log.
  for (const lastLine of ['one more', 'another one']) {
    scripted.set([aRow({ name: 'ada' }), aRow({ name: 'bob' }, { lastLine })])
    await screen.stdout.shows(lastLine)
  }
  await screen.type('v', 'v select ')
  expect(screen.stdout.screen()).not.toContain('first')
  await screen.type(esc, 'first')
  scripted.print('ada', 'second\r\n')
  await screen.stdout.shows('second')
  await screen.quit()
})

test('copies the screen as it is seen', async () => {
  const scripted = adaAndBob()
  scripted.show('ada', ['\u001b[31mred\u001b[0m', '', 'end'])
  const screen = await open(scripted)
  await screen.stdout.shows('red')
  await screen.type('y', 'copied 3 lines, 8B of ada')
  expect(screen.stdout.written).toContain(Buffer.from('red\n\nend').toString('base64'))
  await screen.quit()
})

test('makes the screen larger, has it alone, and brings the list back', async () => {
  const workers = Array.from({ length: 12 }, (_, index) => aRow({ name: `w-${index}` }))
  const scripted = scriptedFleet(workers)
  scripted.show('w-0', numbered(1, 24))
  const screen = await open(scripted)
  await screen.stdout.shows('line 17')
  expect(screen.stdout.screen()).not.toContain('line 16')
  await screen.type('+', 'line 14')
  expect(screen.stdout.screen()).toContain('▌ ○ w-0')
  await screen.type('+', 'line 8')
  expect(screen.stdout.screen()).not.toContain('WORKER')
  await screen.type('_', 'WORKER')
  expect(screen.stdout.screen()).toContain('line 14')
  await screen.type('_', '○ w-4')
  expect(screen.stdout.screen()).not.toContain('line 16')
  await screen.quit()
})

test('a history that can’t be read any more takes nothing away from who reads another one', async () => {
  const scripted = adaAndBob()
  scripted.remember('bob', numbered(1, 50))
  const adas = Promise.withResolvers<Awaited<ReturnType<typeof scripted.verbs.capture>>>()
  const capture: typeof scripted.verbs.capture = (input) =>
    input.name === 'ada' ? adas.promise : scripted.verbs.capture(input)
  const screen = await open({ ...scripted, verbs: { ...scripted.verbs, capture } })
  await screen.type('\u001b[5~', 'esc back')
  await screen.type(esc, '⏎ focus')
  await screen.type('j', '▌ ○ bob')
  await screen.type('\u001b[5~', 'of 50 lines')
  adas.resolve({ ok: false, failure: { reason: 'worker-unreachable', name: 'ada', detail: 'no answer' } })
  await screen.type('v', '1 selected')
  expect(screen.stdout.screen()).not.toContain('no answer')
  await screen.type('y', 'copied 1 line, 7B of bob')
  await screen.quit()
})
