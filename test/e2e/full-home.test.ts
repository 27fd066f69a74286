import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'
import { fillDisk, smallDisk } from '../rigs/small-disk.ts'
import { startTokenEndpoint } from '../rigs/token-endpoint.ts'

// hal's own folders on a disk that has no room.

const megabyte = 1024 ** 2
const noRoom = /no space left on device|disk is full/i

let person: Person
let state: string
let data: string
beforeEach(() => {
  person = new Person()
  state = join(person.home, 'state')
  data = join(person.home, 'home/.local/share/hal')
})
afterEach(() => person[Symbol.asyncDispose]())

/** The person's own config. */
const configure = (config: object): void => {
  const folder = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
}
/** All of them below it, but for what a lock is, and for what Node compiled: it does without what it finds no room for. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .filter(({ parentPath }) => !parentPath.startsWith(join(folder, 'compiled')))
    .map(({ name }) => name)
    .toSorted((a, b) => (a < b ? -1 : 1))

test('what is trusted is kept whole, or stays as it was', async () => {
  await using _ = await smallDisk(state, megabyte)
  const config = join(person.home, 'hal.config.ts')
  writeFileSync(config, "export default { memory: '256m' }\n")
  await person.ok('config', 'trust')
  const before = readFileSync(join(state, 'trusted.json'), 'utf8')
  const makeRoom = fillDisk(state)
  writeFileSync(config, "export default { memory: '512m' }\n")
  const refused = await person.hal(['config', 'trust'])
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(/hal\.config\.ts is not trusted yet: that can't be kept in /)
  expect(refused.stderr).toMatch(noRoom)
  expect(readFileSync(join(state, 'trusted.json'), 'utf8')).toBe(before)
  expect(filesIn(state)).toEqual(['full', 'trusted.json'])
  expect(await person.hal(['list'])).toMatchObject({ exitCode: 4 })
  makeRoom()
  await person.ok('config', 'trust')
  await person.ok('list')
})

test('a worker needs nothing that hal could not remember', async () => {
  await using _ = await smallDisk(state, megabyte)
  fillDisk(state)
  const name = await person.start('full')
  expect(await person.ok('send', name, 'echo here', '--capture')).toBe('here\n')
  await person.ok('stop', name)
  await person.ok('start', name)
  await person.ok('rm', '--force', name)
  expect(filesIn(state)).toEqual(['full'])
})

test('a login that there is no room for is refused before anybody logs in', async () => {
  configure({
    agents: {
      mine: { command: ['mine'], login: { command: ['mine', 'login'], files: ['.mine/login.json'] } },
    },
  })
  await using _ = await smallDisk(data, megabyte)
  fillDisk(data)
  await using terminal = person.terminal(['login', 'mine'], { columns: 200 })
  expect(await terminal.exit).toMatchObject({ exitCode: 1 })
  expect(terminal.screen()).toContain("mine's login could not be kept in")
  expect(terminal.screen()).toMatch(noRoom)
  expect(await person.ok('login')).toContain('no login is kept')
  expect(filesIn(data)).toEqual(['full'])
  expect(await docker('ps', '-aq', '--filter', `label=dev.hal.owner=${person.owner}`)).toBe('')
})

test.each([
  ['not even room for a lock', 0],
  ['room for nothing but a lock', 12 * 1024],
])('where there is %s, a token that is good for one use is not spent', async (_, bytesLeft) => {
  await using maker = await startTokenEndpoint(person.tag)
  const command = ['sh', '-c', 'exec sleep infinity']
  configure({ agents: { claude: { command, tokenUrl: maker.address } } })
  await using __ = await smallDisk(data, megabyte)
  const kept = join(data, 'logins/claude/.claude/.credentials.json')
  mkdirSync(dirname(kept), { recursive: true, mode: 0o700 })
  const { access: accessToken, refresh: refreshToken } = maker.newest
  const before = JSON.stringify({
    claudeAiOauth: { accessToken, refreshToken, expiresAt: Date.now() + 60_000 },
  })
  writeFileSync(kept, before, { mode: 0o600 })
  const makeRoom = fillDisk(data, bytesLeft)
  const refused = await person.hal(['login', 'claude', '--renew'])
  expect(refused).toMatchObject({ exitCode: 1 })
  expect(refused.stderr).toContain("claude's login could not be kept in")
  expect(refused.stderr).toMatch(noRoom)
  // As long as it is good, workers get it all the same.
  await person.start('bob', '--agent', 'claude')
  expect(maker.brought).toEqual([])
  expect(readFileSync(kept, 'utf8')).toBe(before)
  expect(filesIn(dirname(kept))).toEqual(['.credentials.json'])
  makeRoom()
  await person.ok('login', 'claude', '--renew')
  expect(JSON.parse(readFileSync(kept, 'utf8')).claudeAiOauth.refreshToken).toBe(maker.newest.refresh)
  expect(maker.newest.refresh).not.toBe(refreshToken)
  expect(filesIn(dirname(kept))).toEqual(['.credentials.json'])
})

test('a branch that can’t be written down stays in its worker, who is not blamed for it', async () => {
  await using _ = await smallDisk(data, megabyte)
  await using __ = await smallDisk(join(data, 'workspaces'), 4 * megabyte)
  const repository = await Repository.make(person, 'small')
  const name = await repository.start('gil', '--branch', 'gil')
  await docker('exec', `hal-${name}`, 'sh', '-c', 'echo two > /workspace/readme.md')
  const makeRoom = fillDisk(data)
  const refused = await person.hal(['pull', name])
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(new RegExp(`^hal: ${name}'s branch could not be written down in `, 'm'))
  expect(refused.stderr).toMatch(noRoom)
  expect(await repository.git('for-each-ref', '--format=%(refname)', 'refs/heads')).toBe('refs/heads/main')
  expect(readdirSync(data).toSorted()).toEqual(['full', 'hal.db', 'workspaces'])
  makeRoom()
  await repository.ok('pull', name)
  expect(await repository.git('show', 'gil:readme.md')).toBe('two')
})
