import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'
import { Terminal } from '../rigs/terminal.ts'

const root = resolve(import.meta.dirname, '../..')
const bin = join(root, 'bin/hal.js')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock' }

describe('on an older Node', () => {
  const older = '/usr/bin/node'
  const onOlder = (args: readonly string[], file = bin) =>
    execa(older, [file, ...args], {
      env: { ...person.env, ...nowhere },
      extendEnv: false,
      cwd: person.home,
      reject: false,
    })

  test('runs on the one that it brings, and passes exit codes on', async () => {
    const { stdout: theirs } = await execa(older, ['--version'])
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(theirs) ?? []
    expect(Number(major) * 100 + Number(minor), 'this test needs an old Node at /usr/bin/node').toBeLessThan(
      2218,
    )
    expect(await onOlder(['--version'])).toMatchObject({ stdout: version, stderr: '', exitCode: 0 })
    expect(await onOlder(['ls'])).toMatchObject({ stdout: '', exitCode: 3 })
    expect(await onOlder(['--no-such'])).toMatchObject({ exitCode: 2 })
  })

  test('passes signals on', async () => {
    const name = await person.start('signals')
    await using terminal = new Terminal({
      command: older,
      args: [bin, 'workers', 'list', '--watch'],
      cwd: person.home,
      env: person.env,
    })
    await terminal.waitFor(name)
    terminal.kill('SIGTERM')
    expect(await terminal.exit).toMatchObject({ exitCode: 143 })
  })

  test('says in one sentence what it needs when it brings none', async () => {
    const copy = join(person.home, 'copy')
    mkdirSync(copy)
    cpSync(join(root, 'bin'), join(copy, 'bin'), { recursive: true })
    cpSync(join(root, 'package.json'), join(copy, 'package.json'))
    const { stdout, stderr, exitCode } = await onOlder(['ls'], join(copy, 'bin/hal.js'))
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
    expect(stderr).toMatch(
      /^hal: this is Node 2\d\.\S+; hal needs Node 22\.18 or newer\.\n {5}Install .*npm install.*$/,
    )
  })
})

test('runs on the oldest Node that it names', async () => {
  const oldest = process.env['HAL_TEST_OLDEST_NODE'] ?? ''
  expect(oldest, 'scripts/test.sh sets HAL_TEST_OLDEST_NODE').not.toBe('')
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string }
  }
  const { stdout: theirs } = await execa(oldest, ['--version'])
  expect(`>=${theirs.slice(1)}`).toBe(`${engines.node}.0`)
  const onOldest = (...args: readonly string[]) =>
    execa(oldest, [bin, ...args], { env: person.env, extendEnv: false, cwd: person.home, reject: false })

  writeFileSync(
    join(person.home, 'hal.config.ts'),
    `const memory: string = '512m'\nexport default { memory }\n`,
  )
  expect(await onOldest('config', 'trust')).toMatchObject({ stderr: '', exitCode: 0 })
  const name = person.name('oldest')
  expect(await onOldest('start', name, '--image', 'debian:bookworm-slim')).toMatchObject({ exitCode: 0 })
  expect(await onOldest('send', name, 'echo $HAL_WORKER; (exit 3)', '--capture')).toMatchObject({
    ...{ stdout: name, stderr: '', exitCode: 3 },
  })
  await using terminal = new Terminal({
    command: oldest,
    args: [bin, 'workers', 'dashboard'],
    cwd: person.home,
    env: person.env,
  })
  await terminal.waitFor('512M')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  rmSync(join(person.home, 'hal.config.ts'))
})
