import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectTerminal, prompt } from '../rigs/attached-terminal.ts'
import { away } from '../rigs/away.ts'
import { docker, Person } from '../rigs/hal.ts'
import { leftClean } from '../rigs/left-clean.ts'
import { type Served, served } from '../rigs/served.ts'

let person: Person
let server: Served
let far: Person
let name: string

beforeAll(async () => {
  person = new Person()
  name = await person.start('seat')
  server = await served(person)
  far = away(server)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await far[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

const leave = '\x1d'

test('gives a worker’s real terminal on another machine: typing, colours, resize, and back by ctrl-b d', () =>
  expectTerminal(far, name))

test('says why a terminal came back: its worker was frozen, ended, was never there', async () => {
  const kit = await person.start('kit')
  const back = async (end: () => Promise<unknown>) => {
    await using terminal = far.terminal(['attach', kit])
    await terminal.waitFor(prompt)
    await end()
    const { exitCode } = await terminal.exit
    return { exitCode, screen: terminal.screen() }
  }
  expect(await back(() => person.ok('freeze', kit))).toMatchObject({
    exitCode: 0,
    screen: expect.stringContaining(`${kit} was frozen, so its terminal was detached.`),
  })
  await person.ok('thaw', kit)
  expect(await back(() => docker('kill', `hal-${kit}`))).toMatchObject({
    exitCode: 1,
    screen: expect.stringContaining(`${kit} ended (with status 137)`),
  })
  await using terminal = far.terminal(['attach', 'nobody'])
  expect(await terminal.exit).toMatchObject({ exitCode: 5 })
  expect(terminal.screen()).toContain('no worker is named "nobody"')
  await person.ok('rm', kit)
})

test('a terminal whose server goes away is given back in good order', async () => {
  const other = await served(person)
  await using terminal = far.terminal(['--url', other.address, 'attach', name])
  await terminal.waitFor(prompt)
  await other.end('SIGKILL')
  expect(await terminal.exit).toMatchObject({ exitCode: 3 })
  expect(terminal.screen()).toContain(`the server at ${other.address} went away`)
  leftClean(terminal)
})

test('the dashboard shows another machine’s fleet as it goes, and acts on it', async () => {
  const lin = person.name('lin')
  await using terminal = far.terminal(['dashboard'])
  await terminal.waitFor(name)
  await terminal.waitFor('1 ready')
  await person.start('lin', '--workspace', 'empty')
  await terminal.waitFor(lin)
  await terminal.waitFor('2 ready')
  await docker('kill', `hal-${lin}`)
  await terminal.waitFor('failed 137')
  await person.ok('rm', lin, '--force')
  await terminal.waitFor((screen) => !screen.includes(lin))
  await person.ok('send', name, 'clear; printf "\\033[31mred words\\033[m\\n"')
  await terminal.waitFor('red words')
  await terminal.waitFor(/\d+M\/4G/)
  terminal.type('\t')
  await terminal.waitFor((screen) => screen.includes('[Logs]') && screen.includes('red words'))
  for (const tab of ['Events', 'Stats', 'Diff', 'Files', 'Env']) {
    terminal.type('\t')
    await terminal.waitFor(`[${tab}]`)
  }
  await terminal.waitFor('HOME')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('keys that are typed in the dashboard reach the worker there, each once and in order', async () => {
  await person.ok('send', name, "PS1='$ '; clear", '--capture')
  await using terminal = far.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  terminal.type('\r')
  await terminal.waitFor('ctrl-] back')
  const words = Array.from({ length: 200 }, (_, index) => `w${index}`).join(' ')
  for (const character of `set -- ${words}; clear; echo $# $(echo "$*" | cksum)\r`) terminal.type(character)
  const sum = await docker('exec', `hal-${name}`, 'sh', '-c', `echo "${words}" | cksum`)
  await terminal.waitFor(`200 ${sum.trim()}`)
  terminal.type('echo żółw-$((40+2))\r')
  await terminal.waitFor('żółw-42')
  terminal.type(leave)
  await terminal.waitFor('? help')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('a dashboard outlives its server, says that what it shows is old, and goes on with the next one', async () => {
  const first = await served(person)
  const { port } = new URL(first.address)
  await using terminal = far.terminal(['--url', first.address, 'dashboard'])
  await terminal.waitFor('1 ready')
  await first.end()
  await terminal.waitFor("doesn't answer: the server ended its stream")
  await using _ = await served(person, { args: ['--port', port] })
  await person.start('new', '--workspace', 'empty')
  await terminal.waitFor(person.name('new'))
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})
