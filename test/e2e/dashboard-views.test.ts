import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BuilderPerson } from '../rigs/builder-person.ts'
import { startEngineProxy } from '../rigs/engine-proxy.ts'
import { docker, Person } from '../rigs/hal.ts'
import { leftClean, neverCleared } from '../rigs/left-clean.ts'
import { Terminal } from '../rigs/terminal.ts'

let person: BuilderPerson
beforeEach(() => {
  person = new BuilderPerson()
})
afterEach(() => person[Symbol.asyncDispose]())

/** The one process that a shell runs. */
const childOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())

const onDebian = { from: 'debian:bookworm-slim' }

test('a person builds a profile, sees why another one failed, and ends a build that takes too long', async () => {
  const low = person.profile('low', onDebian, [`RUN sleep 2 && echo ${person.owner}`])
  const high = person.profile('high', { parent: low }, ['RUN true'])
  const bad = person.profile('bad', onDebian, [
    'RUN echo the first words && echo the last words >&2 && exit 7',
  ])
  const slow = person.profile('slow', onDebian, ['RUN sleep 600'])
  const select = async (name: string) => {
    await terminal.waitFor(new RegExp(`WHAT IT IS[^]* ${name} `))
    const rows = terminal.rows()
    const from = rows.findIndex((row) => row.includes('WHAT IT IS')) + 1
    const at = rows.findIndex((row, index) => index >= from && row.includes(` ${name} `))
    if (at < from) throw new Error(terminal.screen())
    terminal.type(`g${'j'.repeat(at - from)}`)
    await terminal.waitFor(new RegExp(`^ ▌ .*${name} `, 'm'))
  }
  await using terminal = person.terminal(['dashboard'], { columns: 130, rows: 50 })
  await terminal.waitFor(/no workers/i)
  terminal.type('i')
  await terminal.waitFor(new RegExp(`└─ ${high} +not built`))

  await select(high)
  terminal.type('b')
  await terminal.waitFor(new RegExp(`${low} +◐ 2/2 +RUN sleep 2`), { timeoutMs: 30_000 })
  await terminal.waitFor('building 1')
  await terminal.waitFor(new RegExp(`${high} +· waits for ${low}`))
  await terminal.waitFor(`${high} built in`, { timeoutMs: 60_000 })
  await terminal.waitFor(new RegExp(`└─ ${high} +fresh`))

  await select(bad)
  terminal.type('b')
  await terminal.waitFor(`the build of ${bad} failed`, { timeoutMs: 60_000 })
  terminal.type('\r')
  await terminal.waitFor((screen) => screen.includes('with status 7.') && !screen.includes('WHAT IT IS'))
  expect(terminal.screen()).toContain('the first words')
  expect(terminal.screen()).toContain('the last words')
  terminal.type('\x1b')
  await terminal.waitFor('WHAT IT IS')

  await select(slow)
  terminal.type('b')
  await terminal.waitFor('RUN sleep 600', { timeoutMs: 30_000 })
  terminal.type(`:build ${bad}\r`)
  await terminal.waitFor(new RegExp(`${bad} +· queued`))
  terminal.type('b')
  await terminal.waitFor(`${bad} is queued no more`)
  terminal.type('b')
  await terminal.waitFor(new RegExp(`${bad} +· queued`))
  terminal.type('\x03')
  await terminal.waitFor('end the build?')
  expect(terminal.screen()).toContain(`Not built either: ${bad}.`)
  terminal.type('y')
  await terminal.waitFor('the build was cancelled')
  await terminal.waitFor((screen) => !screen.includes('building'))
  terminal.type('q')
  await terminal.waitFor('WORKER')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  leftClean(terminal)
}, 240_000)

test('the pulse counts workers, says who is busy and who needs somebody', async () => {
  const [calm, busy] = [await person.start('calm'), await person.start('busy')]
  const dead = await person.start('dead')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('3 ready')
  await docker('kill', `hal-${dead}`)
  await person.ok('send', busy, 'while :; do :; done')
  terminal.type('p')
  await terminal.waitFor('3 workers, 2 running')
  await terminal.waitFor('needs you')
  await terminal.waitFor(new RegExp(`✗ ${dead} +failed 137`))
  const line = (name: string) => terminal.rows().findIndex((row) => /\d+%/.test(row) && row.includes(name))
  await terminal.waitFor(() => line(busy) >= 0 && line(busy) < line(calm))
  await terminal.waitFor(/images +\d+ fresh/)
  terminal.type('\x1b')
  await terminal.waitFor('WORKER')
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
})

test('what the pulse and the images show is as old as they say while the engine is away, and new when it is back', async () => {
  await using engine = await startEngineProxy()
  await using somebody = new Person({ DOCKER_HOST: engine.address })
  await using terminal = somebody.terminal(['dashboard'])
  await terminal.waitFor(/no workers/i)
  terminal.type('i')
  await terminal.waitFor(/ base +(fresh|stale|not built)/)
  await engine.cut()
  await terminal.waitFor(/doesn't answer.* · as it was \d+s ago/)
  terminal.type('r')
  await terminal.waitFor(/as it was \d+s ago · the engine at .* went away/)
  await terminal.waitFor(/ base +(fresh|stale|not built)/)
  terminal.type('\x1b')
  await terminal.waitFor('WORKER')
  terminal.type('p')
  await terminal.waitFor(/lost \d+s ago/)
  await engine.restore()
  await terminal.waitFor((screen) => !screen.includes('lost'), { timeoutMs: 20_000 })
  terminal.type('q')
  await terminal.waitFor('WORKER')
  terminal.type('q')
  await terminal.exit
})

test('two hundred resizes in a second leave a right frame, whatever the terminal became', async () => {
  const name = await person.start('resized')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  for (let count = 0; count < 200; count += 1) {
    terminal.resize(40 + ((count * 37) % 160), 10 + ((count * 13) % 50))
    if (count % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  terminal.resize(120, 36)
  await terminal.waitFor((screen) => {
    const rows = screen.split('\n')
    const isWhole = /^ hal .*\d\d:\d\d$/.test(rows[0] ?? '') && / {2}q quit$/.test(rows[35] ?? '')
    return isWhole && rows.length === 36 && rows[1] === '─'.repeat(120)
  })
  expect(terminal.rows().filter((row) => row.includes('WORKER'))).toHaveLength(1)
  for (const [key, tab] of ['Logs', 'Events', 'Stats', 'Diff', 'Files', 'Env', 'Inspect'].entries()) {
    terminal.type(`${key + 2}`)
    await terminal.waitFor(new RegExp(`\\[${tab}`))
  }
  terminal.type('?')
  await terminal.waitFor(/^ keys /m)
  terminal.type('\x1b')
  await terminal.waitFor((screen) => screen.includes('WORKER') && !/^ keys /m.test(screen))
  terminal.type('q')
  await terminal.exit
  leftClean(terminal)
  neverCleared(terminal)
  await person.ok('rm', name, '--force')
})

test('ctrl-z gives the shell its terminal back, and fg comes back to the same place', async () => {
  const name = await person.start('stopped')
  await using terminal = new Terminal({
    command: '/bin/sh',
    args: ['-i'],
    cwd: person.home,
    env: { ...person.env, PS1: 'shell> ' },
  })
  await terminal.waitFor('shell>')
  terminal.type(`${process.execPath} ${join(import.meta.dirname, '../../bin/hal.js')} dashboard\r`)
  await terminal.waitFor('1 ready')
  for (let times = 0; times < 2; times += 1) {
    terminal.type('p')
    await terminal.waitFor('1 worker, 1 running')
    terminal.type('\x1a')
    await terminal.waitFor(/Stopped[\s\S]*shell>$/)
    leftClean(terminal)
    neverCleared(terminal)
    terminal.type('echo cooked-$((1+1))\r')
    await terminal.waitFor(/^cooked-2$/m)
    terminal.type('fg\r')
    await terminal.waitFor('1 worker, 1 running')
    terminal.type('\x1b')
    await terminal.waitFor('WORKER')
    terminal.type('\x0c')
  }
  terminal.type('q')
  await terminal.waitFor(/shell>$/)
  leftClean(terminal)
  await person.ok('rm', name, '--force')
})

test('SIGTSTP from elsewhere stops it in good order, and SIGCONT after SIGSTOP draws all of it', async () => {
  await using terminal = new Terminal({
    command: '/bin/sh',
    args: ['-i'],
    cwd: person.home,
    env: { ...person.env, PS1: 'shell> ' },
  })
  await terminal.waitFor('shell>')
  terminal.type(`${process.execPath} ${join(import.meta.dirname, '../../bin/hal.js')} dashboard\r`)
  await terminal.waitFor(/no workers/i)
  const pid = childOf(terminal.pid)
  process.kill(pid, 'SIGTSTP')
  await terminal.waitFor(/Stopped[\s\S]*shell>$/)
  leftClean(terminal)
  terminal.type('fg\r')
  await terminal.waitFor('WORKER')
  process.kill(pid, 'SIGSTOP')
  await terminal.waitFor('Stopped')
  // This shell has the terminal as it was left: raw, where a return is none.
  terminal.type('fg\n')
  await terminal.waitFor((screen) => screen.includes('WORKER') && !screen.includes('Stopped'))
  terminal.type('?')
  await terminal.waitFor(/^ keys /m)
  terminal.type('\x03')
  await terminal.waitFor(/shell>$/)
  leftClean(terminal)
  neverCleared(terminal)
})
