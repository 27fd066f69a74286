import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MemoryInput, MemoryOutput } from '../../../test/rigs/memory-terminal.ts'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { noJobControl, scriptedImages } from '../../../test/rigs/scripted-images.ts'
import { fail, ok } from '../../lib/result.ts'
import type { StartInput, VerbOutcome, WorkerVerbs } from '../../workers/verbs.ts'
import type { Whom } from '../../workers/whom.ts'
import { type DashboardTerminal, runDashboard } from '../dashboard.tsx'
import { plainSettings } from '../settings.ts'
import type { Surroundings } from './surroundings.ts'

let folder: string
const opened: { readonly abort: AbortController; readonly ended: Promise<unknown> }[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hal-acting-'))
})
afterEach(async () => {
  for (const { abort, ended } of opened.splice(0)) {
    abort.abort()
    await ended
  }
  await rm(folder, { recursive: true })
})

const open = (
  scripted: ScriptedFleet,
  over: Partial<WorkerVerbs> = {},
  around: Partial<Surroundings> = {},
) => {
  const stdout = new MemoryOutput()
  const stdin = new MemoryInput()
  const looks = { isColor: false, colorLevel: 0, isUnicode: true, term: 'xterm', colorTerm: undefined }
  const abort = new AbortController()
  const paged: string[] = []
  const first = stdout.shows('WORKER')
  const ended = runDashboard({
    verbs: { ...scripted.verbs, ...over },
    images: scriptedImages().verbs,
    jobControl: noJobControl,
    profiles: async () => ['base'],
    terminal: { stdin, stdout, ...looks } as unknown as DashboardTerminal,
    settings: plainSettings,
    surroundings: {
      ...{ cwd: folder, home: folder, stateDir: join(folder, 'state'), isInTmux: false },
      ...{ agents: [{ name: 'claude', isUnattended: false }], globalFlags: [] },
      page: async (text) => {
        paged.push(text)
        return ok(undefined)
      },
      ...around,
    },
    signal: abort.signal,
    onBug: (bug) => {
      throw bug
    },
  })
  const shows = (wanted: RegExp | string) => {
    const seen = expect.poll(() => stdout.screen(), { timeout: 3_000, interval: 5 })
    return typeof wanted === 'string' ? seen.toContain(wanted) : seen.toMatch(wanted)
  }
  const type = (keys: string, until: RegExp | string) => {
    stdin.write(keys)
    return shows(until)
  }
  opened.push({ abort, ended })
  return { stdout, stdin, ended, type, shows, first, paged }
}

const since = new Date()
const five = () =>
  scriptedFleet([
    aRow({ name: 'ada' }),
    aRow({ name: 'bob' }),
    aRow({ name: 'dan', phase: { kind: 'exited', since, exitCode: 0, why: undefined } }),
    aRow({ name: 'eve', phase: { kind: 'frozen', since } }),
    aRow({ name: 'kim' }),
  ])

const nameOf = (whom: Whom): string => (typeof whom === 'string' ? whom : whom.name)

const refusing =
  (name: string, verb: (whom: readonly Whom[]) => Promise<readonly VerbOutcome[]>) =>
  async (whom: readonly Whom[]): Promise<readonly VerbOutcome[]> => [
    ...(await verb(whom.filter((other) => nameOf(other) !== name))),
    ...(whom.some((other) => nameOf(other) === name)
      ? [{ ok: false, name, failure: { reason: 'worker-unreachable', name, detail: 'no answer' } } as const]
      : []),
  ]

test('stops all that are marked after it has said who they are and what ends, and leaves the ended one alone', async () => {
  const scripted = five()
  const screen = open(scripted)
  await screen.first
  await screen.type('*x', 'stop 4 workers?')
  const shown = screen.stdout.screen()
  expect(shown).toContain('ada, bob, eve, kim')
  expect(shown).toContain('3 of them run and 1 of them is frozen: what is in them ends.')
  expect(shown).toContain('Left alone as they are: dan.')
  expect(scripted.asked).toEqual([])
  await screen.type('y', '4 stopped')
  expect(scripted.asked).toEqual(['stop ada', 'stop bob', 'stop eve', 'stop kim'])
  await screen.type('E', 'kim stopped in 0.12s')
  expect(screen.stdout.screen()).toContain('ada stopped in 0.12s')
})

test('takes the word back from each row as its own worker is done, while others are still at it', async () => {
  const rest = Promise.withResolvers<undefined>()
  const scripted = five()
  const stop: WorkerVerbs['stop'] = async (names, { onOutcome } = {}) => {
    const [first = '', ...others] = names
    const ended = [...(await scripted.verbs.stop([first]))]
    for (const outcome of ended) onOutcome?.(outcome)
    await rest.promise
    return [...ended, ...(await scripted.verbs.stop(others))]
  }
  const screen = open(scripted, { stop })
  await screen.first
  await screen.type('*x', 'stop 4 workers?')
  await screen.type('y', /ada +exited[\s\S]*bob +stopping/)
  expect(screen.stdout.screen()).toMatch(/eve +stopping/)
  rest.resolve(undefined)
  await screen.shows('4 stopped')
  expect(screen.stdout.screen()).not.toMatch(/(bob|eve|kim) +stopping/)
})

test('says in one line how many went well and which failed why, and of each in the event log', async () => {
  const scripted = five()
  const screen = open(scripted, { restart: refusing('kim', scripted.verbs.restart) })
  await screen.first
  await screen.type('*R', 'restart 5 workers?')
  await screen.type('y', '3 restarted, 1 back, 1 failed: kim')
  await screen.shows('no answer')
  expect(scripted.asked).toEqual(['restart ada', 'restart bob', 'restart eve', 'start dan'])
  await screen.type('E', 'dan back in 0.12s')
  expect(screen.stdout.screen()).toMatch(/kim runs, but its tmux can't be reached: no answer/)
  await screen.type('c', /events *\n [\d:]+ +kim runs[^\n]+\n[^\n]+\n *\n/)
})

test('removes several by y alone', async () => {
  const scripted = five()
  const screen = open(scripted)
  await screen.first
  await screen.type(' jj D\r', 'remove 2 workers?')
  expect(scripted.asked).toEqual([])
  await screen.type('y', '2 removed')
  expect(scripted.asked).toEqual(['remove ada', 'remove eve'])
})

test('freezes those that run, and thaws when nothing is left to freeze', async () => {
  const scripted = five()
  const screen = open(scripted)
  await screen.first
  await screen.type('*f', 'freeze 3 workers?')
  await screen.type('y', '3 frozen · f thaws them')
  await screen.type('f', 'thaw 4 workers?')
  await screen.type('y', '4 thawed')
})

test('says when nothing can be done to any of the marked', async () => {
  const screen = open(
    scriptedFleet(
      ['dan', 'eva'].map((name) =>
        aRow({ name, phase: { kind: 'exited', since, exitCode: 0, why: undefined } }),
      ),
    ),
  )
  await screen.first
  await screen.type('*x', 'the 2 marked have ended: R starts them again')
})

test('sends to all that are marked and can have it, and says of each how it ended', async () => {
  const scripted = five()
  const send: WorkerVerbs['send'] = async (input) =>
    input.name === 'bob' ? scripted.verbs.send({ ...input, text: 'fail' }) : scripted.verbs.send(input)
  const screen = open(scripted, { send })
  await screen.first
  await screen.type('*s', 'send to 3 workers: ada, bob, kim')
  expect(screen.stdout.screen()).toContain("Can't have it as they are: dan, eve.")
  await screen.type('make\r', 'sent to 2 workers, 1 failed: bob')
  expect(scripted.asked).toEqual(['send ada make', 'send bob fail', 'send kim make'])
  await screen.type('E', 'sent to kim, window shell')
})

test('sends text of several lines, typed or pasted, and finds it again in the next run', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const screen = open(scripted)
  await screen.first
  await screen.type('sone\ntwo', ' two')
  await screen.type('\u001b[200~\r\nthree\r\nfour\u001b[201~', ' four')
  await screen.type('\r', 'sent to ada')
  await screen.type('sls', ' ls▏')
  await screen.type('\r', 'sent to ada')
  screen.stdin.write('q')
  await screen.ended
  expect(scripted.asked).toEqual(['send ada one\ntwo\nthree\nfour', 'send ada ls'])

  const next = open(scripted)
  await next.first
  await next.type('stypi', 'typi')
  await next.type('\u001b[A', ' ls')
  await next.type('\u001b[A', ' four')
  expect(next.stdout.screen()).toContain(' one\n')
  await next.type('\u001b[B', ' ls')
  await next.type('\u001b[B', ' typi')
})

test('keeps the order of texts for one worker, however long one takes', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const slow = Promise.withResolvers<void>()
  const send: WorkerVerbs['send'] = async (input) => {
    if (input.text === 'first') await slow.promise
    return scripted.verbs.send(input)
  }
  const screen = open(scripted, { send })
  await screen.first
  await screen.type('sfirst\r', 'sending to ada')
  await screen.type('ssecond', ' second▏')
  await screen.type('\r', '? help')
  slow.resolve()
  await screen.shows('sent to ada')
  await expect.poll(() => scripted.asked).toEqual(['send ada first', 'send ada second'])
})

test('shows on each row what is done to it, and goes on meanwhile', async () => {
  const scripted = five()
  const held = Promise.withResolvers<void>()
  const stop: WorkerVerbs['stop'] = async (names) => {
    await held.promise
    return scripted.verbs.stop(names)
  }
  const screen = open(scripted, { stop })
  await screen.first
  await screen.type('xy', /ada +stopping/)
  await screen.type('j', '▌ ○ bob')
  await screen.type('f', 'bob frozen in')
  expect(screen.stdout.screen()).toMatch(/ada +stopping/)
  await screen.type('kxy', 'ada is stopping already')
  held.resolve()
  await screen.shows('ada stopped')
  expect(scripted.asked).toEqual(['freeze bob', 'stop ada'])
})

test('keeps a failure in sight while another action ends well', async () => {
  const scripted = five()
  const held = Promise.withResolvers<void>()
  const freeze: WorkerVerbs['freeze'] = async (names) => {
    await held.promise
    return scripted.verbs.freeze(names)
  }
  const screen = open(scripted, { freeze })
  await screen.first
  await screen.type('f', 'freezing ada')
  await screen.type('jsfail\r', 'no answer')
  held.resolve()
  await screen.shows(/ada +frozen/)
  expect(screen.stdout.screen()).toContain('no answer')
  await screen.type('E', 'ada frozen in')
})

test('asks once before it quits while something is being done', async () => {
  const scripted = five()
  const screen = open(scripted, { stop: () => new Promise(() => undefined) })
  await screen.first
  await screen.type('xy', 'stopping ada')
  await screen.type('q', 'quit now?')
  expect(screen.stdout.screen()).toContain('Still stopping ada.')
  await screen.type('n', '▌ ○ ada')
  await screen.type('q', 'quit now?')
  screen.stdin.write('q')
  expect(await screen.ended).toEqual({ ok: true, value: undefined })
})

test('starts what the whole form says, several at once, and shows the command that does the same', async () => {
  const scripted = scriptedFleet()
  const inputs: StartInput[] = []
  const start: WorkerVerbs['start'] = async (input) => {
    inputs.push(input)
    const names = [1, 2].map((number) => `${input.name}-${number}`)
    const started = await Promise.all(names.map((name) => scripted.verbs.start({ ...input, name })))
    return ok(started.flatMap((one) => (one.ok ? one.value : [])))
  }
  const screen = open(scripted, { start })
  await screen.first
  await writeFile(join(folder, 'stage-file'), '')
  await mkdir(join(folder, 'stage'))
  await screen.type('nzoe\t\t\t\t\t./st', './st▏ (tab: age/)')
  await screen.type("\t\t\t\tclaude 'do it'\t", '▌ count')
  await screen.type(
    '2\t512m\t1',
    "$ hal workers start zoe --workspace ./stage/ --count 2 --memory 512m --cpus 1 -- claude 'do it'",
  )
  await screen.type('\u0019', 'to the clipboard: hal workers start zoe')
  const command =
    "hal workers start zoe --workspace ./stage/ --count 2 --memory 512m --cpus 1 -- claude 'do it'"
  expect(screen.stdout.written).toContain(`\u001b]52;c;${Buffer.from(command).toString('base64')}\u0007`)
  await screen.type('\r', '2 workers ready: zoe-1, zoe-2')
  await screen.shows('▌ ○ zoe-1')
  expect(inputs[0]).toMatchObject({
    ...{ name: 'zoe', workspace: './stage/', count: 2, memory: '512m', cpus: 1 },
    command: ['claude', 'do it'],
  })
})

test('says of several starts which failed, and keeps the form when nothing came of it', async () => {
  const scripted = scriptedFleet()
  let isFull = false
  const start: WorkerVerbs['start'] = async (input) => {
    const failure = { reason: 'worker-unreachable', name: 'zoe-2', detail: 'no answer' } as const
    const one = await scripted.verbs.start({ ...input, name: 'zoe-1' })
    const good = one.ok && !isFull ? one.value : []
    return ok([...good, { ok: false, name: 'zoe-2', failure }])
  }
  const screen = open(scripted, { start })
  await screen.first
  await screen.type('nzoe\t\t\t\t\t\t\t\t\t2\r', '1 worker ready: zoe-1, 1 failed: zoe-2')
  isFull = true
  await screen.type('nzoe\t\t\t\t\t\t\t\t\t2\r', 'n opens the form as it was')
  await screen.type('n', 'name       zoe')
})

const history =
  (text: string): WorkerVerbs['capture'] =>
  async () =>
    ok({ worker: 'ada', window: 'shell', text })

test('captures a history into a file, and writes over another one only when told to', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), { capture: history('one\ntwo\n') })
  await screen.first
  await screen.type('c', 'capture the history of ada into a file')
  expect(screen.stdout.screen()).toMatch(/ ada-\d{8}-\d{4}\.log/)
  await screen.type('\u0015it.log\r', `ada: 2 lines in ${join(folder, 'it.log')}`.slice(0, 60))
  expect(await readFile(join(folder, 'it.log'), 'utf8')).toBe('one\ntwo\n')
  await writeFile(join(folder, 'mine'), 'mine')
  await symlink(join(folder, 'mine'), join(folder, 'link'))
  await screen.type('c\u0015link\r', 'write over what is there?')
  await screen.type('\r', 'write over')
  await screen.type('n', '? help')
  expect(await readFile(join(folder, 'link'), 'utf8')).toBe('mine')
  await screen.type('c\u0015link\r', 'write over what is there?')
  await screen.type('y', 'ada: 2 lines in')
  // A link is replaced, and not followed to what it leads to.
  expect(await readFile(join(folder, 'link'), 'utf8')).toBe('one\ntwo\n')
  expect(await readFile(join(folder, 'mine'), 'utf8')).toBe('mine')
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('says why a history can’t be written, and puts it into a folder that is named', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), { capture: history('one\n') })
  await screen.first
  await screen.type('c\u0015no/such/place\r', "can't be written: there is no such folder")
  await screen.type('c\u0015.\r', 'ada: 1 line in')
  expect((await readdir(folder)).some((name) => /^ada-\d{8}-\d{4}\.log$/.test(name))).toBe(true)
})

const printed =
  (text: string): WorkerVerbs['logs'] =>
  async ({ onData }) => {
    onData(Buffer.from(text))
    return ok(undefined)
  }

test('captures the log of a worker that has ended', async () => {
  const row = aRow({ name: 'dan', phase: { kind: 'exited', since, exitCode: 0, why: undefined } })
  const screen = open(scriptedFleet([row]), { logs: printed('\u001b[31mlast words\u001b[m\r\n') })
  await screen.first
  await screen.type('c\u0015dan.log\r', 'dan: 1 line in')
  expect(await readFile(join(folder, 'dan.log'), 'utf8')).toBe('last words\n')
})

test('shows in the pager what a worker printed, and says when there is nothing', async () => {
  const logs: WorkerVerbs['logs'] = async (input) =>
    input.name === 'ada'
      ? printed('\u001b[31mred\u001b[m words\r\n$ ')(input)
      : input.name === 'bob'
        ? ok(undefined)
        : fail({ reason: 'worker-frozen', name: input.name })
  const screen = open(scriptedFleet(['ada', 'bob', 'kim'].map((name) => aRow({ name }))), { logs })
  await screen.first
  await screen.type('L', 'back from what ada printed')
  expect(screen.paged).toEqual(['red words\n$ \n'])
  await screen.type('jL', 'bob has printed nothing yet')
  await screen.type('jL', 'kim is frozen, so nothing in it can answer.')
})

test('copies the command that attaches, and shows it', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]))
  await screen.first
  await screen.type('A', 'to the clipboard: hal attach ada')
  expect(screen.stdout.written).toContain(
    `\u001b]52;c;${Buffer.from('hal attach ada').toString('base64')}\u0007`,
  )
})

test('copies commands that mean the engine and the config that hal was opened with', async () => {
  const globalFlags = ['--engine', 'podman', '--config', 'my hal.yaml']
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), {}, { globalFlags })
  await screen.first
  await screen.type('A', "to the clipboard: hal --engine podman --config 'my hal.yaml' attach ada")
  await screen.type('n', "$ hal --engine podman --config 'my hal.yaml' workers start")
  await screen.type('\u0019', "to the clipboard: hal --engine podman --config 'my hal.yaml' workers start")
})

test('copies through the person’s tmux what a worker shows just as the command that attaches', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  scripted.show('ada', ['red'])
  const screen = open(scripted, {}, { isInTmux: true })
  await screen.stdout.shows('red')
  for (const [key, said, text] of [
    ['A', 'to the clipboard: hal attach ada', 'hal attach ada'],
    ['y', 'copied 1 line, 3B of ada', 'red'],
  ] as const) {
    await screen.type(key, said)
    await screen.shows('tmux passes it on')
    const copied = Buffer.from(text).toString('base64')
    expect(screen.stdout.written).toContain(`\u001bPtmux;\u001b\u001b]52;c;${copied}\u0007`)
  }
})

test('says what takes a history that no clipboard does', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  scripted.remember(
    'ada',
    Array.from({ length: 9_000 }, (_, line) => `${line} ${'x'.repeat(60)}`),
  )
  const screen = open(scripted)
  await screen.first
  await screen.type('\u001b[5~g', '11 of 9000 lines')
  await screen.type('vG', '9000 selected')
  await screen.type('y', "of ada are more than a terminal's clipboard takes · c writes it into a file")
})

test('opens no pager over a worker that is attached, and says that there was something to read', async () => {
  const scripted = five()
  const printed = Promise.withResolvers<void>()
  const logs: WorkerVerbs['logs'] = async ({ onData }) => {
    await printed.promise
    onData(Buffer.from('much\r\n'))
    return ok(undefined)
  }
  const screen = open(scripted, { logs })
  await screen.first
  await screen.type('L', 'reading ada')
  await screen.type('ja', 'attached to bob')
  const before = screen.stdout.written.length
  printed.resolve()
  await screen.type('z', 'detached from bob')
  await screen.type('E', 'what ada printed came while the terminal was in use')
  expect(screen.paged).toEqual([])
  expect(screen.stdout.written.slice(before).split('\u001b[?1049h')).toHaveLength(2)
})

/** What the screen shows is a moment old: nobody has told it yet what became of the fleet. */
const unaware = ({ fleet }: ScriptedFleet): Partial<WorkerVerbs> => ({
  fleet: async () => ok({ ...fleet, subscribe: () => () => undefined }),
})

const afterAda = {
  'ada is gone, and one name begins like hers': [aRow({ name: 'ada-2', containerId: 'another' })],
  'ada is gone, and another worker has her name': [aRow({ name: 'ada', containerId: 'another' })],
} as const
const acts = {
  stop: ['x', 'stop ada?', 'y'],
  restart: ['R', 'restart ada?', 'y'],
  remove: ['D', 'remove ada?', 'y'],
  freeze: ['', '', 'f'],
  send: ['spush', 'send to ada', '\r'],
  attach: ['', '', 'a'],
  'read in a pager': ['', '', 'L'],
  capture: ['c', 'capture the history of ada', '\r'],
  'name it in a command': [':send ada push', 'send ada push', '\r'],
  'stop several': ['x', 'stop 2 workers?', 'y'],
  'send to several': ['spush', 'send to 2 workers', '\r'],
  focus: ['', '', '\r'],
} as const

for (const [what, left] of Object.entries(afterAda))
  test.each(Object.entries(acts))(
    `${what}: to %s does nothing to it`,
    async (act, [asks, question, does]) => {
      const isForTwo = act.endsWith('several')
      const ada = aRow({ name: 'ada' })
      const kim = aRow({ name: 'kim' })
      const scripted = scriptedFleet(isForTwo ? [ada, kim] : [ada])
      const screen = open(scripted, unaware(scripted))
      await screen.first
      if (isForTwo) await screen.type('*', '2 marked')
      if (asks !== '') await screen.type(asks, question)
      scripted.set(isForTwo ? [...left, kim] : left)
      await screen.type(does, 'ada is gone')
      expect(scripted.asked.filter((one) => one.includes('ada'))).toEqual([])
      screen.stdin.write('ls')
      await screen.type('\u001b', /\? help|goes nowhere/)
      expect(scripted.typed).toEqual([])
      expect(isForTwo ? scripted.asked.length : 1).toBe(1)
    },
  )
