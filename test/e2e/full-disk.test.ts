import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, dockerTry, list, Person } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'
import { fillDisk, smallDisk } from '../rigs/small-disk.ts'

// Workers' own workspaces on a disk that has no room.

const megabyte = 1024 ** 2

let person: Person
let disk: AsyncDisposable
let workspaces: string
beforeEach(async () => {
  person = new Person()
  workspaces = join(person.home, 'home/.local/share/hal/workspaces')
  disk = await smallDisk(workspaces, megabyte)
})
afterEach(async () => {
  await disk[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

const inside = (name: string, script: string) =>
  docker('exec', `hal-${name}`, 'sh', '-ec', `cd /workspace; ${script}`)
const branchesOf = (repository: Repository) =>
  repository.git('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/hal')

test('a disk with no room for a clone is said, and nothing is left behind', async () => {
  const repository = await Repository.make(person, 'small')
  const makeRoom = fillDisk(workspaces)
  const name = person.name('none')
  const refused = await repository.hal('start', name, '--profile', 'base', '--branch', 'none')
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(/^hal: the workspace .* could not be made: .*no space left on device/m)
  expect(await list(person)).toEqual([])
  expect(readdirSync(workspaces)).toEqual(['full'])
  expect(await branchesOf(repository)).toBe('refs/heads/main')
  makeRoom()
  await repository.ok('start', name, '--profile', 'base', '--branch', 'none')
})

test('so is one with room for the clone, and not for its files', async () => {
  const repository = await Repository.make(person, 'large')
  await repository.commit('large', { 'large.txt': 'x'.repeat(2 * megabyte) })
  const name = person.name('half')
  const refused = await repository.hal('start', name, '--profile', 'base', '--branch', 'half')
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(/did not check out its files: error: unable to write file '?large.txt/)
  expect(refused.stderr).toContain('No worker was started')
  expect(await list(person)).toEqual([])
  expect(readdirSync(workspaces)).toEqual([])
  expect(await branchesOf(repository)).toBe('refs/heads/main')
})

test('work on a disk that is full by now is kept, and comes home once there is room', async () => {
  const repository = await Repository.make(person, 'filled')
  const name = await repository.start('gil', '--branch', 'gil')
  await inside(name, 'echo two > readme.md')
  await dockerTry('exec', `hal-${name}`, 'sh', '-c', 'cat /dev/zero > /workspace/zeros')
  expect(await person.ok('diff', name, '--stat')).toContain('readme.md')
  const refused = await person.hal(['pull', name])
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(/No space left on device|unable to write/)
  expect((await person.hal(['rm', name])).exitCode).toBe(1)
  await person.ok('stop', name)
  await person.ok('start', name)
  await inside(name, 'rm zeros')
  await repository.ok('pull', name)
  expect(await repository.git('show', 'gil:readme.md')).toBe('two')
})
