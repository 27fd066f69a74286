import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import { five, inFoldersOfTheirOwn, open, since } from './acting.fixture.ts'

inFoldersOfTheirOwn()

const history =
  (text: string): WorkerVerbs['capture'] =>
  async () =>
    ok({ worker: 'ada', window: 'shell', text })

test('captures a history into a file, and writes over another one only when told to', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), { capture: history('one\ntwo\n') })
  await screen.first
  await screen.type('c', 'capture the history of ada into a file')
  expect(screen.stdout.screen()).toMatch(/ ada-\d{8}-\d{4}\.log/)
  await screen.type('\u0015it.log\r', `ada: 2 lines in ${join(screen.folder, 'it.log')}`.slice(0, 60))
  expect(await readFile(join(screen.folder, 'it.log'), 'utf8')).toBe('one\ntwo\n')
  await writeFile(join(screen.folder, 'mine'), 'mine')
  await symlink(join(screen.folder, 'mine'), join(screen.folder, 'link'))
  await screen.type('c\u0015link\r', 'write over what is there?')
  await screen.type('\r', 'write over')
  await screen.type('n', '? help')
  expect(await readFile(join(screen.folder, 'link'), 'utf8')).toBe('mine')
  await screen.type('c\u0015link\r', 'write over what is there?')
  await screen.type('y', 'ada: 2 lines in')
  // A link is replaced, and not followed to what it leads to.
  expect(await readFile(join(screen.folder, 'link'), 'utf8')).toBe('one\ntwo\n')
  expect(await readFile(join(screen.folder, 'mine'), 'utf8')).toBe('mine')
  expect((await readdir(screen.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('says why a history can’t be written, and puts it into a folder that is named', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), { capture: history('one\n') })
  await screen.first
  await screen.type('c\u0015no/such/place\r', "can't be written: there is no such folder")
  await screen.type('c\u0015.\r', 'ada: 1 line in')
  expect((await readdir(screen.folder)).some((name) => /^ada-\d{8}-\d{4}\.log$/.test(name))).toBe(true)
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
  expect(await readFile(join(screen.folder, 'dan.log'), 'utf8')).toBe('last words\n')
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

const branch = {
  worker: 'ada',
  branch: 'ada/fix',
  commits: 2,
  tip: '1c4f77d',
  isCommitted: true,
  isWithUncommitted: true,
}

test('brings a branch home, and merges it, by a command', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), {
    pull: async () => ok({ ...branch, repository: '/home/me/project', base: '0', arrival: 'created' }),
    merge: async () => ok({ ...branch, into: 'main', how: 'nothing', commit: '2d5f88e' }),
  })
  await screen.first
  await screen.type(':pull\r', 'ada/fix: 2 commits, new in /home/me/project')
  expect(screen.stdout.screen()).toContain('what ada had left uncommitted was committed')
  await screen.type(':merge ada\r', 'ada/fix: nothing to merge: ada has changed nothing yet')
})

test('says what was done to a branch before its merge failed', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), {
    merge: async ({ onCommitted }) => {
      onCommitted?.('ada')
      return fail({
        ...{ reason: 'merge-conflicts', name: 'ada', branch: 'ada/fix', into: 'main' },
        ...{ head: '1c4f77d', files: ['login.ts'] },
      })
    },
  })
  await screen.first
  await screen.type(':merge\r', /login\.ts\. Nothing.*Before that,\s+what/s)
})

test('says why a branch can’t be merged', async () => {
  const screen = open(scriptedFleet([aRow({ name: 'ada' })]), {
    merge: async () => fail({ reason: 'no-branch', name: 'ada', kind: 'bind' }),
  })
  await screen.first
  await screen.type(':merge\r', 'ada works on your own folder, so what it did is there already')
})
