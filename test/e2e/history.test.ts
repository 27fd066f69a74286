import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClient } from '../../src/client/client.ts'
import { away } from '../rigs/away.ts'
import { docker, Person } from '../rigs/hal.ts'
import { startAgent } from '../rigs/scripted-agent.ts'
import { served } from '../rigs/served.ts'
import { fillDisk, smallDisk } from '../rigs/small-disk.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

interface Told {
  readonly at: string
  readonly worker: string
  readonly what: string
  readonly exitCode?: number
}

const told = async (...args: readonly string[]): Promise<readonly Told[]> =>
  (await person.json<{ history: readonly Told[] }>('workers', 'history', ...args)).history
const whatOf = async (...args: readonly string[]) => (await told(...args)).map(({ what }) => what)

describe('the history of a worker', () => {
  test('tells what became of it, also once it is removed, and of the next one of its name', async () => {
    const name = await person.start('hist')
    await person.ok('freeze', name)
    await person.ok('thaw', name)
    await person.ok('restart', name)
    await person.ok('stop', name)
    await person.ok('start', name)
    await person.ok('rm', name, '--force')
    const life = ['started', 'frozen', 'thawed', 'restarted', 'stopped', 'started', 'removed']
    expect(await whatOf(name)).toEqual(life)
    await person.start('hist')
    expect(await whatOf(name)).toEqual([...life, 'started'])
    const times = (await told(name)).map(({ at }) => at)
    expect(times.toSorted()).toEqual(times)
    const lines = (await person.ok('history', name.slice(0, 8))).trimEnd().split('\n')
    expect(lines[0]).toMatch(/^WHEN +WORKER +WHAT$/)
    expect(lines[1]).toMatch(
      new RegExp(`^\\d\\d:\\d\\d:\\d\\d +${name} +started · debian:bookworm-slim · ${person.home}$`),
    )
    expect(lines).toHaveLength(life.length + 2)
  })

  test('tells of an end that nobody saw, before and after it is removed', async () => {
    const name = await person.start('alone')
    await docker('kill', '--signal', 'KILL', `hal-${name}`)
    await docker('wait', `hal-${name}`)
    const life = [{ what: 'started' }, { what: 'ended', exitCode: 137, why: 'killed' }]
    expect(await told(name)).toMatchObject(life)
    await person.ok('rm', name)
    expect(await told(name)).toMatchObject([...life, { what: 'removed' }])
  })

  test('is asked for by name, or for all, and not for longer than one wants', async () => {
    const [one, other] = [await person.start('one'), await person.start('other')]
    await person.ok('rm', one, '--force')
    expect((await told()).map(({ worker, what }) => [worker, what])).toEqual([
      [one, 'started'],
      [other, 'started'],
      [one, 'removed'],
    ])
    expect(await whatOf('--since', '1ms')).toEqual([])
    const unknown = await person.hal(['history', person.name('nobody')])
    expect(unknown).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('no worker is named') })
    const elsewhere = { env: { HAL_OWNER: `${person.owner}-2` } }
    expect(await person.hal(['history', '--json'], elsewhere)).toMatchObject({
      stdout: expect.stringContaining('"history": []'),
    })
  })

  test('is there without its engine, as far as it was kept', async () => {
    const name = await person.start('away')
    await person.ok('rm', name, '--force')
    const away = await person.hal(['history', name], { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })
    expect(away).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/started.*\n.*removed\n$/) })
    expect(away.stderr).toContain('hal: only what was kept: ')
  })

  test('is kept for as long as it is to be', async () => {
    const name = await person.start('short')
    await person.hal(['rm', name, '--force'], { env: { HAL_TASKS_KEEP_FOR: '1ms' } })
    expect(await person.hal(['history', name])).toMatchObject({ exitCode: 5 })
  })
})

describe('what happens by itself', () => {
  test('is noted by a server at which nobody looks', async () => {
    const server = await served(person)
    const name = await person.start('self')
    await docker('pause', `hal-${name}`)
    await docker('unpause', `hal-${name}`)
    await docker('kill', '--signal', 'KILL', `hal-${name}`)
    await docker('start', `hal-${name}`)
    await docker('rm', '--force', `hal-${name}`)
    while ((await whatOf(name)).at(-1) !== 'removed');
    expect(await server.end()).toMatchObject({ exitCode: 0 })
    expect(await told(name)).toMatchObject([
      ...[{ what: 'started' }, { what: 'frozen' }, { what: 'thawed' }],
      ...[{ what: 'ended', exitCode: 137 }, { what: 'started' }, { what: 'ended' }, { what: 'removed' }],
    ])
  })

  test('is noted once, with what agents do, though several look on while somebody else acts', async () => {
    const server = await served(person)
    const name = await startAgent(person, 'seen')
    await using one = person.terminal(['dashboard'])
    await using other = person.terminal(['dashboard'])
    for (const screen of [one, other]) await screen.waitFor(new RegExp(`${name} +idle`))
    await person.ok('send', name, 'fix the login test')
    for (const screen of [one, other]) await screen.waitFor(new RegExp(`${name} +waiting`))
    await person.ok('send', name, 'y')
    for (const screen of [one, other]) await screen.waitFor(new RegExp(`${name} +done`))
    await person.ok('freeze', name)
    for (const screen of [one, other]) await screen.waitFor(new RegExp(`${name} +frozen`))
    await person.ok('rm', name, '--force')
    for (const screen of [one, other]) await screen.waitFor('no workers')
    one.type('q')
    other.type('q')
    expect(await Promise.all([one.exit, other.exit])).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }])
    await server.end()
    const lines = (await person.ok('history', name)).trimEnd().split('\n').slice(1)
    expect(lines.map((line) => line.replace(/^\S+ +\S+ +/, ''))).toEqual([
      expect.stringMatching(/^started · debian:bookworm-slim · /),
      ...['idle', 'working', 'waiting · Do you want to run pytest?', 'working', 'done'],
      ...['frozen', 'removed'],
    ])
  })
})

test('a server tells it to programs, and to hals elsewhere in the words of its own', async () => {
  await using server = await served(person)
  await using far = away(server)
  const { workers } = createClient({ url: server.address })
  const gone = await far.start('gone', '--workspace', 'empty')
  await workers.freeze(gone)
  await far.ok('rm', gone, '--force')
  const left = await person.start('left', '--workspace', 'empty')
  const whats = (happenings: readonly { readonly what: string }[]) => happenings.map(({ what }) => what)
  expect(whats(await workers.history(gone))).toEqual(['started', 'frozen', 'removed'])
  expect(whats(await workers.history())).toEqual(['started', 'frozen', 'removed', 'started'])
  const [removed, started] = (await workers.history()).slice(-2)
  expect(await workers.history(undefined, { since: new Date(started?.at ?? '') })).toEqual([started])
  for (const args of [['history'], ['history', gone, '--json'], ['history', left.slice(0, -1)]]) {
    const here = await person.hal(args)
    expect(here).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await far.hal(args)).toEqual(here)
  }
  expect(await far.ok('history', '--since', '1h')).toContain('removed')
  expect(removed).toMatchObject({ worker: gone, what: 'removed', begunAt: expect.any(String) })
  expect(await server.ask('GET', '/workers/nobody/history')).toMatchObject({
    ...{ status: 404, body: { details: { reason: 'no-such-worker' } } },
  })
  expect(await server.ask('GET', '/history?since=yesterday')).toMatchObject({ status: 400 })
})

test('a dashboard that is opened later shows what was before', async () => {
  const name = await startAgent(person, 'later')
  await person.ok('freeze', name)
  await person.ok('thaw', name)
  await person.ok('restart', name)
  await using terminal = person.terminal(['dashboard'], { rows: 40 })
  await terminal.waitFor(new RegExp(`${name} +idle`))
  terminal.type('3')
  await terminal.waitFor(/started · debian.* frozen.* thawed.* restarted/s)
})

describe('where the history can’t be kept', () => {
  const unkept = 'hal: the history of workers is not kept: '

  test('on a full disk, verbs do what they are for, and say so once', async () => {
    const data = join(person.home, 'data')
    await using _ = await smallDisk(data, 256 * 1024)
    person.env['HAL_DATA'] = data
    const makeRoom = fillDisk(data)
    const name = person.name('full')
    const started = await person.hal(['start', name, '--image', 'debian:bookworm-slim'])
    expect(started).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('ready in') })
    expect(started.stderr.split(unkept)).toHaveLength(2)
    expect(await person.hal(['freeze', name])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`${unkept}there is no room for ${data}/hal.db`),
    })
    makeRoom()
    expect(await person.hal(['thaw', name])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await whatOf(name)).toEqual(['started', 'thawed'])
  })

  test('where its folder can’t be made, as well', async () => {
    const name = await person.start('nowhere')
    expect(await person.hal(['stop', name], { env: { HAL_DATA: '/dev/null/data' } })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('stopped in'),
      stderr: expect.stringContaining(unkept),
    })
  })

  test('while another program holds it, as well', async () => {
    const name = await person.start('held')
    const data = join(person.home, 'home/.local/share/hal')
    mkdirSync(data, { recursive: true })
    using other = new DatabaseSync(join(data, 'hal.db'))
    other.exec('BEGIN IMMEDIATE')
    expect(await person.hal(['freeze', name])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`${unkept}another program holds`),
    })
    other.exec('ROLLBACK')
    expect(await person.hal(['thaw', name])).toMatchObject({ exitCode: 0, stderr: '' })
  })
})
