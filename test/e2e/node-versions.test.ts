import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bin, engines, nowhere, Person, root, version } from '../rigs/hal.ts'
import { Terminal } from '../rigs/terminal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

/** Of another Node, as the variable names it that scripts/test.sh sets. */
const nodeOf = (variable: string): string => {
  const path = process.env[variable] ?? ''
  expect(path, `scripts/test.sh sets ${variable}`).not.toBe('')
  return path
}
const on = (
  node: string,
  args: readonly string[],
  { file = bin, env = {} }: { readonly file?: string; readonly env?: Readonly<Record<string, string>> } = {},
) =>
  execa(node, [file, ...args], {
    ...{ env: { ...person.env, ...env }, extendEnv: false, cwd: person.home, reject: false },
  })

describe('on an older Node', () => {
  const older = () => nodeOf('HAL_TEST_OLDER_NODE')
  const onOlder = (args: readonly string[], file = bin) => on(older(), args, { file, env: nowhere })

  test('runs on the one that it brings, and passes exit codes on', async () => {
    const { stdout: theirs } = await execa(older(), ['--version'])
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(theirs) ?? []
    expect(Number(major) * 100 + Number(minor)).toBeLessThan(2218)
    expect(await onOlder(['--version'])).toMatchObject({ stdout: version, stderr: '', exitCode: 0 })
    expect(await onOlder(['ls'])).toMatchObject({ stdout: '', exitCode: 3 })
    expect(await onOlder(['--no-such'])).toMatchObject({ exitCode: 2 })
  })

  test('passes signals on', async () => {
    const name = await person.start('signals')
    await using terminal = new Terminal({
      command: older(),
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
  const oldest = nodeOf('HAL_TEST_OLDEST_NODE')
  const { stdout: theirs } = await execa(oldest, ['--version'])
  expect(`>=${theirs.slice(1)}`).toBe(`${engines.node}.0`)
  const onOldest = (...args: readonly string[]) => on(oldest, args)

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
