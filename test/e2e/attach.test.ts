import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detach, expectTerminal, prompt } from '../rigs/attached-terminal.ts'
import { contentOf } from '../rigs/files.ts'
import { bin, docker, Person } from '../rigs/hal.ts'
import { leftClean } from '../rigs/left-clean.ts'
import { Terminal } from '../rigs/terminal.ts'

let person: Person
let name: string
beforeAll(async () => {
  person = new Person()
  name = await person.start('seat')
})
afterAll(() => person[Symbol.asyncDispose]())

/** Answers `none` as soon as no terminal is attached to it. */
const nobodyAttached = (worker: string) =>
  person.ok(
    'send',
    worker,
    'while /tools/bin/tmux list-clients -F "#{client_control_mode}" | grep -q 0; do :; done; echo none',
    '--capture',
    '--timeout',
    '10s',
  )

test('gives the real terminal: typing, colours, size and resize, UTF-8, and back by ctrl-b d', () =>
  expectTerminal(person, name))

test('programs see the terminal’s size at once, and no other before it', async () => {
  const sized = await person.start('sized')
  await person.ok(
    'send',
    sized,
    'sh -c \'trap "stty size >> sizes" WINCH; echo > on; while :; do sleep 0.01; done\'',
  )
  await contentOf(join(person.home, 'on'))
  await using terminal = person.terminal(['attach', sized], { columns: 100, rows: 30 })
  expect(await contentOf(join(person.home, 'sizes'))).toBe('29 100\n')
  terminal.type(detach)
  await terminal.exit
  await person.ok('rm', sized, '--force')
})

test('in a tmux of one’s own the way back is said as it is there', async () => {
  await using outside = person.terminal(['attach', name])
  await outside.waitFor(/(?<!C-b )C-b d detaches/)
  await using inside = person.terminal(['attach', name], { env: { TERM: 'tmux-256color' } })
  await inside.waitFor('C-b C-b d detaches')
  for (const terminal of [outside, inside]) {
    terminal.type(detach)
    await terminal.exit
  }
})

test('what suspends tmux elsewhere leads back, too', async () => {
  await using terminal = person.terminal(['attach', name])
  await terminal.waitFor(prompt)
  terminal.type('\x02\x1a')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(terminal.screen()).toBe(`detached from ${name}; it runs on`)
})

test('ctrl-c goes to the worker, not to hal', async () => {
  await using terminal = person.terminal(['attach', name])
  await terminal.waitFor(prompt)
  // It says itself that it runs: a shell that has only read the line takes ctrl-c for its own.
  terminal.type("sh -c 'echo asleep $((40+1)); exec sleep 1000'\r")
  await terminal.waitFor('asleep 41')
  terminal.type('\x03')
  terminal.type('echo still $((40+2))\r')
  await terminal.waitFor('still 42')
  terminal.type(detach)
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('what is typed as soon as the terminal is back is for what is there', async () => {
  const hal = `'${process.execPath}' '${bin}' attach ${name}`
  await using terminal = new Terminal({
    command: 'sh',
    args: ['-c', `while read -r line; do echo "here: $line"; ${hal}; done`],
    env: person.env,
    cwd: person.home,
  })
  for (const word of ['one', 'two', 'three', 'four', 'five']) {
    terminal.type(`${word}\r`)
    await terminal.waitFor(`here: ${word}`)
    await terminal.waitFor(prompt)
    terminal.type(detach)
    await terminal.waitFor(`here: ${word}`)
  }
  // ctrl-d: for `read`, too.
  terminal.type('\x04')
  expect((await terminal.exit).exitCode).toBe(0)
})

test('two people see the same, and a read-only one can’t type', async () => {
  await using writer = person.terminal(['attach', name])
  await using reader = person.terminal(['attach', name, '--read-only'])
  await writer.waitFor(prompt)
  await reader.waitFor(prompt)
  reader.type('echo from-the-reader\r')
  writer.type('clear; echo from-the-writer\r')
  await reader.waitFor('from-the-writer')
  expect(reader.screen()).not.toContain('from-the-reader')
})

test('the worker survives its terminal’s death, and nobody stays attached', async () => {
  const terminal = person.terminal(['attach', name])
  await terminal.waitFor(prompt)
  terminal.type('echo before-the-end\r')
  await terminal.waitFor(/^before-the-end/m)
  terminal.kill('SIGKILL')
  await terminal.exit
  expect(await person.ok('send', name, 'echo alive', '--capture')).toBe('alive\n')
  expect(await nobodyAttached(name)).toBe('none\n')
})

test('the worker’s death while attached restores the terminal and says why', async () => {
  const doomed = await person.start('doomed')
  await using terminal = person.terminal(['attach', doomed])
  await terminal.waitFor(prompt)
  await docker('kill', `hal-${doomed}`)
  expect(await terminal.exit).toMatchObject({ exitCode: 1 })
  expect(terminal.screen()).toBe(
    `hal: ${doomed} ended (with status 137).\n     \`hal workers start ${doomed}\` starts it again with its files.`,
  )
  leftClean(terminal)
  await person.ok('rm', doomed)
})

test('a worker that is stopped while attached leaves one sentence', async () => {
  const stopped = await person.start('stopped')
  await using terminal = person.terminal(['attach', stopped])
  await terminal.waitFor(prompt)
  await person.ok('stop', stopped)
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(terminal.screen()).toBe(
    `hal: ${stopped} ended (with status 0).\n     \`hal workers start ${stopped}\` starts it again with its files.`,
  )
  await person.ok('rm', stopped)
})

test('a worker that is removed or restarted while attached is not said to be out of reach, or ended', async () => {
  const gone = await person.start('gone')
  await using removed = person.terminal(['attach', gone])
  await removed.waitFor(prompt)
  await person.ok('rm', gone, '--force')
  expect(await removed.exit).toMatchObject({ exitCode: 1 })
  expect(removed.screen()).toBe(
    `hal: ${gone} was removed; a folder of yours stays.\n     \`hal workers start ${gone}\` starts a new one.`,
  )
  const again = await person.start('again')
  await using restarted = person.terminal(['attach', again])
  await restarted.waitFor(prompt)
  await person.ok('restart', again)
  expect(await restarted.exit).toMatchObject({ exitCode: 0 })
  expect(restarted.screen()).toBe(
    `hal: ${again} was restarted, which ended this terminal.\n     It runs again: \`hal attach ${again}\`.`,
  )
  await person.ok('rm', again, '--force')
})

test('a worker that is frozen while attached gives the terminal back, and goes on with nobody attached', async () => {
  const frozen = await person.start('frozen')
  await using terminal = person.terminal(['attach', frozen])
  await terminal.waitFor(prompt)
  await person.ok('freeze', frozen)
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(terminal.screen()).toBe(
    `hal: ${frozen} was frozen, so its terminal was detached.\n     \`hal thaw ${frozen}\` lets it go on where it was; then \`hal attach ${frozen}\`.`,
  )
  leftClean(terminal)
  await person.ok('thaw', frozen)
  expect(await nobodyAttached(frozen)).toBe('none\n')
  await person.ok('rm', frozen, '--force')
})

test('a worker whose tmux is stopped is no terminal that hangs, but a sentence', async () => {
  const still = await person.start('still')
  const signalTmux = (signal: string) =>
    docker('exec', `hal-${still}`, 'sh', '-c', `kill -${signal} $(cat /proc/1/task/1/children)`)
  await signalTmux('STOP')
  await using terminal = person.terminal(['attach', still])
  expect(await terminal.exit).toMatchObject({ exitCode: 1 })
  expect(terminal.screen()).toContain(`hal: ${still} runs, but its tmux can't be reached: `)
  await signalTmux('CONT')
  await person.ok('rm', still, '--force')
})

test('what an agent said last stays in sight after it ended, in a terminal of any size and in the dashboard', async () => {
  const ended = person.name('ended')
  await person.ok(
    'start',
    ended,
    '--image',
    'debian:bookworm-slim',
    '--',
    'sh',
    '-c',
    'echo one; echo two; exit 3',
  )
  const lastWords = /^ ?one\n ?two\n ?agent ended, status 3$/m
  const inPane = /^ (?:│ )?one *│?\n (?:│ )?two *│?\n (?:│ )?agent ended, status 3 *│?$/m
  for (const size of [
    { columns: 100, rows: 30 },
    { columns: 80, rows: 10 },
  ]) {
    await using terminal = person.terminal(['attach', ended], size)
    await terminal.waitFor(lastWords)
    terminal.type(detach)
    await terminal.exit
    await using dashboard = person.terminal(['dashboard'], size)
    await dashboard.waitFor('WORKER')
    dashboard.type(`/${ended}\r++`)
    await dashboard.waitFor(inPane)
    dashboard.type('q')
    await dashboard.exit
  }
  await person.ok('rm', ended, '--force')
})

test('- is the last one attached to, and a picker offers the rest', async () => {
  await using first = person.terminal(['attach', name])
  await first.waitFor(prompt)
  first.type(detach)
  await first.exit
  const other = await person.start('other')
  await using again = person.terminal(['attach', '-'])
  await again.waitFor(prompt)
  again.type(detach)
  await again.exit
  await using picker = person.terminal(['attach'])
  await picker.waitFor('type to find')
  expect(picker.screen()).toContain(`❯ ${other}`)
  picker.type('\x1b[B')
  await picker.waitFor(`❯ ${name}`)
  picker.type('zzz')
  await picker.waitFor('nothing contains "zzz"')
  picker.type('\x7f\x7f\x7foth')
  await picker.waitFor((screen) => screen.includes(`❯ ${other}`) && !screen.includes(name))
  picker.type('\r')
  await picker.waitFor(prompt)
  picker.type('echo "picked $HAL_WORKER"\r')
  await picker.waitFor(`picked ${other}`)
  picker.type(detach)
  expect(await picker.exit).toMatchObject({ exitCode: 0 })
})

test('a picker is left by escape, and leaves nothing behind', async () => {
  await person.start('another')
  await using picker = person.terminal(['attach', '-s'])
  await picker.waitFor('type to find')
  picker.type('\x1b')
  expect(await picker.exit).toMatchObject({ exitCode: 1 })
  expect(picker.screen()).toBe('')
})

test('without a terminal it is a usage failure', async () => {
  const { exitCode, stderr } = await person.hal(['attach', name])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^hal: attach needs a terminal/)
})

test('without a terminal a wrong name is said alone, and an engine that is away is not', async () => {
  const wrong = await person.hal(['attach', `${name}x`])
  expect(wrong.exitCode).toBe(5)
  expect(wrong.stderr).toMatch(
    new RegExp(`^hal: no worker is named "${name}x"\\.\\n +Did you mean ${name}\\?.*\\n$`),
  )
  const away = await person.hal(['attach', name], { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })
  expect(away.exitCode).toBe(2)
  expect(away.stderr).toMatch(/^hal: attach needs a terminal/)
})
