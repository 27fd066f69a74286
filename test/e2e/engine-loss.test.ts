import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EngineProxy, startEngineProxy } from '../rigs/engine-proxy.ts'
import { contentOf } from '../rigs/files.ts'
import { docker, dockerTry, list, Person } from '../rigs/hal.ts'
import { leftClean } from '../rigs/left-clean.ts'

let engine: EngineProxy
let person: Person
beforeEach(async () => {
  engine = await startEngineProxy()
  person = new Person({ DOCKER_HOST: engine.address })
})
afterEach(async () => {
  await person[Symbol.asyncDispose]()
  await engine[Symbol.asyncDispose]()
})

const isRunning = async (name: string) =>
  (await docker('inspect', '--format', '{{.State.Running}}', `hal-${name}`)) === 'true'

/** The tools that hal and its scripts need, but no tmux: workers are reached through the engine only. */
const withoutTmux = (): Readonly<Record<string, string>> => {
  const folder = join(person.home, 'bin-without-tmux')
  mkdirSync(folder)
  symlinkSync(process.execPath, join(folder, 'node'))
  return { PATH: folder, HAL_DIRECT: 'off' }
}

describe('a command while the engine is away', () => {
  test.each([
    ['ls'],
    ['start', 'x', '--image', 'debian:bookworm-slim'],
    ['health'],
    ['stop', 'x'],
    ['logs', 'x'],
  ])('%s says which engine was tried, and what to do', async (...args) => {
    await engine.cut()
    const { stdout, stderr, exitCode } = await person.hal(args)
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 })
    expect(stderr).toContain(`DOCKER_HOST: ${engine.address}`)
    expect(stderr).toContain('Start Docker')
  })

  test('a worker whose socket is at hand is still sent to, and works on', async () => {
    const name = await person.start('direct')
    await engine.cut()
    expect(await person.ok('send', name, 'echo without an engine', '--capture')).toBe('without an engine\n')
    await engine.restore()
    expect(await list(person)).toMatchObject([{ name, phase: 'ready' }])
  })
})

describe('the dashboard', () => {
  test('says how old what it shows is, and shows who survived and who ended as soon as the engine is back', async () => {
    const [survivor, victim, gone] = [
      await person.start('survivor'),
      await person.start('victim'),
      await person.start('gone'),
    ]
    await using terminal = person.terminal(['dashboard'], { columns: 140 })
    await terminal.waitFor('3 ready')
    await engine.cut()
    await terminal.waitFor(/doesn't answer.* · as it was \d+s ago/)
    expect(terminal.screen()).toContain(survivor)
    // The age grows: nobody takes old for new.
    await terminal.waitFor(/as it was 2s ago/)
    expect(await isRunning(survivor)).toBe(true)
    await docker('kill', `hal-${victim}`)
    await docker('rm', '-f', `hal-${gone}`)
    await engine.restore()
    await terminal.waitFor(
      (screen) =>
        !screen.includes("doesn't answer") &&
        new RegExp(`${survivor} +ready`).test(screen) &&
        new RegExp(`${victim} +failed 137`).test(screen) &&
        !screen.includes(gone),
    )
    // And it follows again.
    const late = await person.start('late')
    await terminal.waitFor(new RegExp(`${late} +ready`))
    terminal.type('q')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    leftClean(terminal)
  })

  test('takes keys at once while the engine hangs without closing anything, says so, and follows again when it goes on', async () => {
    const [first, second] = [await person.start('a-first'), await person.start('b-second')]
    await using terminal = person.terminal(['dashboard'], { columns: 140 })
    await terminal.waitFor('2 ready')
    terminal.type('g')
    await terminal.waitFor(new RegExp(`▌ ○ ${first}`))
    engine.stall()
    // All before anybody knows that the engine hangs.
    terminal.type('j')
    await terminal.waitFor(new RegExp(`▌ ○ ${second}`))
    terminal.type('?')
    await terminal.waitFor('type to search')
    terminal.type('\x1b')
    await terminal.waitFor((screen) => !screen.includes('type to search'))
    expect(terminal.screen()).not.toContain("doesn't answer")
    await terminal.waitFor(/doesn't answer: nothing came back within 5s · as it was \d+s ago/)
    terminal.type(`/${first}`)
    await terminal.waitFor((screen) => screen.includes(first) && !screen.includes(second))
    terminal.type('\x1b')
    await terminal.waitFor((screen) => screen.includes(second))
    await docker('kill', `hal-${second}`)
    engine.flow()
    await terminal.waitFor(
      (screen) => !screen.includes("doesn't answer") && new RegExp(`${second} +failed 137`).test(screen),
    )
    engine.stall()
    terminal.type('q')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    leftClean(terminal)
  })

  test('outlives an engine that goes and comes several times, without tmux at hand, too', async () => {
    const name = await person.start('steady')
    await using terminal = person.terminal(['dashboard'], { env: withoutTmux(), columns: 140 })
    await terminal.waitFor('1 ready')
    for (let round = 0; round < 3; round += 1) {
      await engine.cut()
      await terminal.waitFor("doesn't answer")
      await engine.restore()
      await terminal.waitFor(
        (screen) => !screen.includes("doesn't answer") && new RegExp(`${name} +ready`).test(screen),
      )
    }
    await person.ok('send', name, 'clear; echo seen-again', '--capture')
    await terminal.waitFor('seen-again')
    terminal.type('q')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  })

  test('never takes a missing engine for a missing tmux where workers are reached through the engine', async () => {
    const name = await person.start('through')
    await using terminal = person.terminal(['dashboard'], { env: withoutTmux(), columns: 140 })
    await terminal.waitFor('1 ready')
    // Longer than a single look at a worker may take.
    await person.ok('send', name, 'sleep 2.5; clear; echo still there', '--capture')
    await terminal.waitFor('still there')
    await engine.cut()
    await terminal.waitFor(/as it was 2s ago/)
    expect(terminal.screen()).toMatch(new RegExp(`${name} +ready`))
    await engine.restore()
    await terminal.waitFor((screen) => !screen.includes("doesn't answer"))
    await person.ok('send', name, 'clear; echo seen again', '--capture')
    await terminal.waitFor('seen again')
    expect(terminal.rawOutput()).not.toContain('unreachable')
  })

  test('is left while the engine is away', async () => {
    await person.start('left')
    await using terminal = person.terminal(['dashboard'])
    await terminal.waitFor('1 ready')
    await engine.cut()
    await terminal.waitFor("doesn't answer")
    terminal.type('q')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    leftClean(terminal)
  })
})

test('list --watch goes on when the engine is back', async () => {
  const name = await person.start('watched')
  await using terminal = person.terminal(['ls', '--watch'])
  await terminal.waitFor(new RegExp(`${name} +ready`))
  await engine.cut()
  await docker('kill', `hal-${name}`)
  await engine.restore()
  await terminal.waitFor(new RegExp(`${name} +failed 137`))
})

test('an attached person gets their terminal back with a sentence, and the worker goes on', async () => {
  const name = await person.start('attached')
  await using terminal = person.terminal(['attach', name])
  await terminal.waitFor(/\$ $/m)
  terminal.type('until [ -e go ]; do :; done; echo ran > done\r')
  await terminal.waitFor('ran > done')
  await engine.cut()
  expect(await terminal.exit).toMatchObject({ exitCode: 3 })
  expect(terminal.screen()).toContain(`hal: the engine at ${engine.address} went away: `)
  expect(terminal.screen()).toContain('Workers run on without it')
  leftClean(terminal)
  writeFileSync(join(person.home, 'go'), '')
  expect(await contentOf(join(person.home, 'done'))).toBe('ran\n')
  await engine.restore()
  expect(await person.ok('send', name, 'echo fine', '--capture')).toBe('fine\n')
})

test('followed logs end with a sentence', async () => {
  const name = await person.start('logged')
  await using terminal = person.terminal(['logs', name, '--follow'])
  await terminal.waitFor('$')
  await engine.cut()
  expect(await terminal.exit).toMatchObject({ exitCode: 3 })
  expect(terminal.screen()).toMatch(/hal: the engine at .* went away: /)
})

test('a capture that breaks off says so with 125, and its command runs on', async () => {
  const name = await person.start('capture')
  const running = execa(
    process.execPath,
    [
      join(import.meta.dirname, '../../bin/hal.js'),
      'send',
      name,
      '--capture',
      'echo begun > begun; until [ -e go ]; do :; done; echo ran > done',
    ],
    {
      ...{ cwd: person.home, extendEnv: false, reject: false, stdin: 'ignore' },
      env: { ...person.env, ...withoutTmux() },
    },
  )
  expect(await contentOf(join(person.home, 'begun'))).toBe('begun\n')
  await engine.cut()
  const { stdout, stderr, exitCode } = await running
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 125 })
  expect(stderr).toMatch(/^hal: .* went away/)
  writeFileSync(join(person.home, 'go'), '')
  expect(await contentOf(join(person.home, 'done'))).toBe('ran\n')
  await engine.restore()
  expect(await person.ok('send', name, 'echo fine', '--capture')).toBe('fine\n')
})

test('a start that breaks off leaves nothing that a second start would trip over', async () => {
  const name = person.name('again')
  const start = ['start', name, '--image', 'debian:bookworm-slim']
  await using terminal = person.terminal(start)
  await engine.cut()
  expect((await terminal.exit).exitCode).toBe(3)
  await engine.restore()
  expect(await person.hal(start)).toMatchObject({ exitCode: 0 })
  expect(await person.ok('send', name, 'echo up', '--capture')).toBe('up\n')
  await dockerTry('rm', '-f', `hal-${name}`)
})
