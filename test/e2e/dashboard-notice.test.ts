import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentOf } from '../rigs/files.ts'
import { docker, Person } from '../rigs/hal.ts'
import { leftClean } from '../rigs/left-clean.ts'
import { startAgent } from '../rigs/scripted-agent.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const configure = (notify: object) => {
  const folder = join(person.home, 'home', '.config', 'hal')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ dashboard: { notify } }))
}

/** It has been so for four seconds or more, however late somebody looks: what is so when the dashboard opens is no news. */
const isReady = (name: string) => new RegExp(`${name} +ready +(?:[4-9]s|\\d\\ds|\\d+m)`)

/** A chat that keeps what is posted to it. */
const startChat = async () => {
  const posted: unknown[] = []
  const arrived = Promise.withResolvers<void>()
  const server = createServer(async (request, response) => {
    posted.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    response.end()
    arrived.resolve()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    address: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    posted,
    arrived: arrived.promise,
    [Symbol.dispose]: () => server.close(),
  }
}

test('tells of a worker that failed while the person looked at another one, by every way that their config asks for', async () => {
  using chat = await startChat()
  configure({
    command: ['sh', '-c', 'echo "$HAL_WORKER $HAL_STATE $HAL_TEXT" > told'],
    webhook: chat.address,
  })
  const [ada, kim] = [await person.start('ada'), person.name('kim')]
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  await person.start('kim')
  await terminal.waitFor(isReady(kim))
  expect(terminal.screen()).toMatch(new RegExp(`▌ ○ ${ada} +ready`))
  await docker('kill', `hal-${kim}`)
  await chat.arrived
  const text = `${kim} has failed: killed`
  expect(chat.posted).toEqual([
    expect.objectContaining({ workers: [{ name: kim, state: 'failed', text: expect.any(String) }] }),
  ])
  expect(await contentOf(join(person.home, 'told'))).toMatch(`${kim} failed ${text}`)
  // What goes to the terminal comes another way, and may come later.
  for (const written of [`\u0007\u001b]9;hal: ${text}`, '\u001b[22;2t', '\u001b]2;hal ✗ 1 failed\u001b\\'])
    await expect.poll(() => terminal.rawOutput()).toContain(written)
  terminal.type('q')
  await terminal.exit
  expect(terminal.rawOutput().slice(-80)).toContain('\u001b[?1004l\u001b[23;2t')
  await person.ok('rm', '--all', '--force')
})

test('tells of agents that wait, are done or reached a limit, and the title counts who does what', async () => {
  const [ada, kim] = [await startAgent(person, 'ada'), await startAgent(person, 'kim')]
  await using terminal = person.terminal(['dashboard'])
  for (const name of [ada, kim]) await terminal.waitFor(new RegExp(`${name} +idle +(?:[4-9]s|\\d\\ds|\\d+m)`))
  // The person looks at another window.
  terminal.type('\u001b[O')
  const isTold = (words: string) =>
    terminal.waitFor(() => terminal.rawOutput().includes(`\u0007\u001b]9;hal: ${words}`))
  const isTitled = (title: string) => terminal.waitFor(() => terminal.state().title === title)

  await person.ok('send', kim, 'be working')
  await isTitled('hal ◐ 1 working')
  await person.ok('send', ada, 'be waiting Push to main?')
  await isTold(`${ada} is waiting: Push to main?`)
  await isTitled('hal ● 1 waiting · 1 working')
  await person.ok('send', kim, 'be idle')
  await isTold(`${kim} is done`)
  await isTitled('hal ● 1 waiting · 1 done')
  await person.ok('send', kim, 'be limited until 5pm')
  await isTold(`${kim} has reached a limit`)
  await isTitled('hal ● 2 waiting')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  leftClean(terminal)
  await person.ok('rm', '--all', '--force')
})

test('says once in the dashboard that the command of notices does not work', async () => {
  configure({ command: ['/no/such/program'], bell: false, desktop: false, title: false })
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(/no workers/)
  const ada = await person.start('ada')
  await terminal.waitFor(isReady(ada))
  terminal.type('\u001b[O')
  await docker('kill', `hal-${ada}`)
  await terminal.waitFor('the command of notices did not work: there is no such program')
  expect(terminal.rawOutput()).not.toContain('\u0007')
  expect(terminal.rawOutput()).not.toContain('\u001b]2;')
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
})

test('a project’s config may run no command of its own with it', async () => {
  writeFileSync(
    join(person.home, '.halrc.json'),
    JSON.stringify({ dashboard: { notify: { command: ['sh', '-c', 'touch ran'] } } }),
  )
  const { stderr, exitCode } = await person.hal(['workers', 'list'])
  expect(stderr).toContain('sets dashboard.notify, which only your own config may')
  expect(exitCode).toBe(4)
})
