import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { ok } from '../../lib/result.ts'
import type { StartInput, VerbOutcome, WorkerVerbs } from '../../workers/verbs.ts'
import type { Whom } from '../../workers/whom.ts'
import { five, inFoldersOfTheirOwn, open, since } from './acting.fixture.ts'

inFoldersOfTheirOwn()

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
  expect(screen.stdout.screen()).toMatch(/ ada +sending {2,}/)
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
  await writeFile(join(screen.folder, 'stage-file'), '')
  await mkdir(join(screen.folder, 'stage'))
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
