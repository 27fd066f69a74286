import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

test('a command that is none is said at the start, and wherever the worker is shown', async () => {
  const name = person.name('wrong')
  const started = await person.ok('start', name, '--image', 'debian:bookworm-slim', '--', 'no-such-program')
  expect(started).toMatch(new RegExp(`^! ${name} +up in .*its command ended with 127`))
  expect(started).toContain(`hal capture ${name}`)
  expect(await person.ok('list')).toMatch(new RegExp(`${name} +failed 127 .*its command ended with 127`))
  expect(await person.ok('health', name)).toContain('failed 127')
  expect(await person.ok('inspect', name)).toMatch(
    /^state +failed 127 · .*\n(.*\n)+agent +custom no-such-program$/m,
  )
  const { workers } = JSON.parse(await person.ok('list', '--json'))
  expect(workers).toMatchObject([{ name, phase: 'ready', activity: 'done', agentExitCode: 127 }])
  expect(await person.ok('capture', name)).toContain('no-such-program')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(new RegExp(`${name} +failed 127`))
})

test('one that ends at once again is not said to be back, in a shell or in the dashboard', async () => {
  const name = person.name('again')
  await person.ok('start', name, '--image', 'debian:bookworm-slim', '--', 'sh', '-c', 'exit 3')
  expect(await person.ok('restart', name)).toMatch(
    new RegExp(`^! ${name} +restarted in .* its command ended with 3 · \`hal capture ${name}\` shows`),
  )
  const { results } = JSON.parse(await person.ok('restart', name, '--json'))
  expect(results).toMatchObject([{ name, isOk: true, agentExitCode: 3 }])
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(new RegExp(`${name} +failed 3`))
  terminal.type('R')
  await terminal.waitFor(`restart ${name}?`)
  terminal.type('\r')
  await terminal.waitFor(new RegExp(`${name} restarted in .*, and its command ended with 3 · 2 shows`))
})

test('a command that ends well is done', async () => {
  const name = person.name('well')
  expect(await person.ok('start', name, '--image', 'debian:bookworm-slim', '--', 'true')).toContain(
    'its command has ended',
  )
  expect(await person.ok('list')).toMatch(new RegExp(`${name} +done 0`))
})

test('what is sent to it is refused with what to do instead, and a shell is beside it', async () => {
  const name = person.name('over')
  await person.ok(
    'start',
    name,
    '--image',
    'debian:bookworm-slim',
    '--',
    'sh',
    '-c',
    'echo last words; exit 3',
  )
  const sentence =
    'hal: what ran in this window has ended with status 3, so nothing was sent.\n' +
    '     `hal capture NAME` shows what it said, `hal restart NAME` runs it again, and `--window shell` is a shell beside it.\n'
  expect(await person.hal(['send', name, 'echo hi'])).toMatchObject({ exitCode: 1, stderr: sentence })
  expect(await person.hal(['send', name, '--keys', 'Enter'])).toMatchObject({ exitCode: 1, stderr: sentence })
  expect(await person.hal(['send', name, 'echo hi', '--capture'])).toMatchObject({
    exitCode: 125,
    stderr: sentence,
  })
  expect(await person.ok('capture', name)).toContain('last words')
  expect(await person.ok('send', name, 'echo hi', '--capture', '--window', 'shell')).toBe('hi\n')
})

/** The agents of the person's own, by their scripts. */
const agents = (scripts: Readonly<Record<string, string>>): void => {
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(config, { recursive: true })
  const all = Object.entries(scripts).map(([name, script]) => [name, { command: ['sh', '-c', script] }])
  writeFileSync(join(config, 'config.json'), JSON.stringify({ agents: Object.fromEntries(all) }))
}

test('an agent that is stopped is asked to end first, and one that takes no notice ends with its container', async () => {
  agents({
    polite: "trap 'echo the end >> said; exit 0' INT; echo begun > said; while :; do sleep 0.05; done",
    deaf: "trap '' INT TERM; echo begun > heard; exec sleep 1000",
  })
  for (const agent of ['polite', 'deaf']) {
    const name = await person.start(agent, '--agent', agent)
    const file = join(person.home, agent === 'polite' ? 'said' : 'heard')
    await expect.poll(() => existsSync(file)).toBe(true)
    const pids = (await docker('top', `hal-${name}`, '-eo', 'pid'))
      .split('\n')
      .slice(1)
      .filter((pid) => pid !== '')
    expect(await person.ok('stop', name)).toContain('stopped in')
    expect(pids.filter((pid) => existsSync(`/proc/${pid.trim()}`))).toEqual([])
    expect(readFileSync(file, 'utf8')).toBe(agent === 'polite' ? 'begun\nthe end\n' : 'begun\n')
    expect(await person.ok('list')).toMatch(new RegExp(`${name} +exited`))
  }
})
