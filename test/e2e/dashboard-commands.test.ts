import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { engineSocket, startEngineProxy } from '../rigs/engine-proxy.ts'
import { Person } from '../rigs/hal.ts'
import { leftClean } from '../rigs/left-clean.ts'
import type { Terminal } from '../rigs/terminal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

/** The person's own config, in their home. */
const own = (text: string): string => {
  const folder = join(person.home, 'home/.config/hal')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'config.yaml')
  writeFileSync(file, text)
  return file
}

const up = '\u001b[A'

const mouseAt = (terminal: Terminal, text: string, code = 0) => {
  const rows = terminal.rows()
  const row = rows.findIndex((line) => line.includes(text))
  const column = rows[row]?.indexOf(text) ?? 0
  terminal.type(`\u001b[<${code};${column + 1};${row + 1}M`)
}

test('lives by commands alone: starts, sends to, stops and removes, and has them again the next time', async () => {
  const name = person.name('made')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(/no workers/i)
  terminal.type(`:start --name ${name} --im`)
  await terminal.waitFor('any image with a shell')
  terminal.type('\tdebian:bookworm-slim\r')
  await terminal.waitFor(new RegExp(`▌ ○ ${name} +ready`), { timeoutMs: 60_000 })
  terminal.type(':se')
  await terminal.waitFor(/^ : send/m)
  terminal.type('\u001b[C made')
  await terminal.waitFor(`send ${name}`)
  terminal.type('\u001b[C echo sent-by-a-command\r')
  await terminal.waitFor(/│ sent-by-a-command/)
  terminal.type(`:stpo\r`)
  await terminal.waitFor('did you mean stop?')
  terminal.type(`\u0015stop ${name}\r`)
  await terminal.waitFor(`stop ${name}?`)
  terminal.type('y')
  // By then nothing is being done that leaving would be asked about for.
  await terminal.waitFor(`${name} stopped in`)
  terminal.type(`:quit\r`)
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })

  await using next = person.terminal(['dashboard'])
  await next.waitFor('exited')
  next.type(`:${up}${up}`)
  await next.waitFor(`: stop ${name}`)
  next.type(`\u0015remove ${name}\r`)
  await next.waitFor(`remove ${name}?`)
  next.type('y')
  await next.waitFor(`${name} removed in`)
  next.type('q')
  await next.exit
})

test('the mouse selects, opens and asks, and is given back in the end', async () => {
  const [ada, kim] = [await person.start('a'), await person.start('k')]
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('2 ready')
  await terminal.waitFor(() => terminal.state().isMouseOn)
  mouseAt(terminal, kim)
  await terminal.waitFor(new RegExp(`▌ ○ ${kim}`))
  mouseAt(terminal, kim, 64)
  await terminal.waitFor(new RegExp(`▌ ○ ${ada}`))
  mouseAt(terminal, 'stop')
  await terminal.waitFor(`stop ${ada}?`)
  mouseAt(terminal, 'no')
  await terminal.waitFor('? help')
  terminal.type('q')
  await terminal.exit
  leftClean(terminal)
  await person.ok('rm', '--all', '--force')
})

test('has the keys and the colours of the person’s own config', async () => {
  const file = own('dashboard:\n  theme: colorblind\n  mouse: false\n  keys: { worker.new: N, quit: Q }\n')
  expect(await person.ok('config', 'show', '--origin')).toMatch(
    new RegExp(`dashboard\\.keys\\.quit +Q +${file}`),
  )
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('N new')
  expect(terminal.state().isMouseOn).toBe(false)
  const footer = terminal.rows().length - 1
  expect(terminal.cell(1, footer)).toMatchObject({ text: 'N', foreground: 195 })
  terminal.type(':theme light\r')
  await terminal.waitFor(() => terminal.cell(1, footer).foreground === 24)
  terminal.type('N')
  await terminal.waitFor('start a worker')
  terminal.type('\u001b')
  await terminal.waitFor('Q quit')
  terminal.type('Q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test.each([
  [
    '{ worker.stpo: X }',
    'sets "dashboard.keys.worker.stpo", which hal does not know',
    'dashboard.keys.worker.stop?',
  ],
  ['{ worker.stop: D }', "sets dashboard.keys.worker.stop to 'D'", 'the one of worker.remove'],
])('refuses the keys %s before it shows anything, and says where they are', async (keys, what, why) => {
  const file = own(`dashboard:\n  keys: ${keys}\n`)
  await using terminal = person.terminal(['dashboard'])
  expect(await terminal.exit).toMatchObject({ exitCode: 2 })
  const said = terminal.screen().replaceAll(/\n +/g, ' ').replaceAll('\n', '')
  for (const words of [file, what, why]) expect(said).toContain(words)
  expect(terminal.rawOutput()).not.toContain('\u001b[?1049h')
})

test('turns to an engine by its address and back, acts there, and stays where one does not answer', async () => {
  const ada = await person.start('a')
  await using proxy = await startEngineProxy()
  await using terminal = person.terminal(['dashboard'], { columns: 160 })
  await terminal.waitFor('1 ready')
  terminal.type(`:engine unix://${person.home}/nobody.sock\r`)
  await terminal.waitFor("can't turn there: ")
  terminal.type(' ')
  await terminal.waitFor('◆')
  terminal.type(`:engine ${proxy.address}\r`)
  await terminal.waitFor(`by the name ${proxy.address}`)
  await terminal.waitFor(new RegExp(`▌ ○ ${ada} +ready`))
  expect(terminal.screen()).not.toContain('◆')
  expect(terminal.rows()[0]).toContain(proxy.address)
  terminal.type('secho said-elsewhere\r')
  await terminal.waitFor(/│ ?said-elsewhere/)
  expect(proxy.open()).toBeGreaterThan(0)
  const behind = await engineSocket()
  terminal.type(`:engine unix://${behind}\r`)
  await terminal.waitFor(`by the name unix://${behind}`)
  // Nothing of the one that was left is held.
  await terminal.waitFor(() => proxy.open() === 0)
  await terminal.waitFor(/│ ?said-elsewhere/)
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})
