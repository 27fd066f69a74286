import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, list, Person } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'

let person: Person
beforeAll(() => {
  person = new Person()
})
afterAll(() => person[Symbol.asyncDispose]())

const inside = (name: string, script: string) =>
  docker('exec', `hal-${name}`, 'sh', '-ec', `cd /workspace; ${script}`)
const folders = (name: string) =>
  readdirSync(join(person.home, 'home/.local/share/hal/workspaces')).filter((folder) =>
    folder.startsWith(name),
  )
const isThere = async (name: string) => (await list(person)).some((worker) => worker.name === name)

test('work that is nowhere else keeps its worker, running or not, until it is pulled', async () => {
  const repository = await Repository.make(person, 'kept')
  const name = await repository.start('ada', '--branch', 'ada')
  await inside(
    name,
    'echo two > readme.md; git commit --quiet --all -m "fix the login"; echo new > new.txt; git switch --quiet -c aside; git commit --quiet --allow-empty -m aside; git switch --quiet ada',
  )
  const id = (await inside(name, 'git rev-parse --short HEAD')).trim()
  for (const state of ['running', 'ended']) {
    if (state === 'ended') await person.ok('stop', name)
    const { stderr, exitCode } = await person.hal(['rm', name])
    expect([state, exitCode]).toEqual([state, 1])
    expect(stderr).toContain(`${name} has work that is nowhere else, so it was not removed:`)
    expect(stderr).toContain(`${id} fix the login`)
    expect(stderr).toContain(' aside')
    expect(stderr).toContain('not committed: new.txt')
  }
  expect((await person.hal(['prune', '--force'])).stderr).toContain('has work that is nowhere else')
  expect(await isThere(name)).toBe(true)
  await person.ok('pull', name)
  // The other branch is still nowhere else.
  expect((await person.hal(['rm', name])).stderr).not.toContain('fix the login')
  await person.ok('start', name)
  await inside(name, 'git merge --quiet aside')
  await person.ok('stop', name)
  await person.ok('pull', name)
  await person.ok('rm', name)
  expect(folders(name)).toEqual([])
  expect(await repository.git('show', 'ada:new.txt')).toBe('new')
  expect(await repository.git('for-each-ref', 'refs/hal')).toBe('')
})

test('a worker that did nothing goes unasked, and --force gives up what one did', async () => {
  const repository = await Repository.make(person, 'forced')
  const idle = await repository.start('bob', '--branch', 'bob')
  await person.ok('stop', idle)
  await person.ok('rm', idle)
  const busy = await repository.start('cleo', '--branch', 'cleo')
  await inside(busy, 'echo two > readme.md; mkdir closed; touch closed/x; chmod 000 closed')
  const given = await person.hal(['rm', busy, '--force'])
  expect(given.exitCode).toBe(0)
  expect(given.stderr).toMatch(
    new RegExp(
      `^hal: ${busy}: gone with it, as it was nowhere else:\\n(?: {5}not committed: .*\\n)*? {5}not committed: readme.md\\n`,
    ),
  )
  expect(folders(busy)).toEqual([])
})

test('a workspace that is no repository any more keeps its worker', async () => {
  const repository = await Repository.make(person, 'broken')
  const name = await repository.start('dan', '--branch', 'dan')
  await inside(name, 'rm -rf .git')
  await person.ok('stop', name)
  expect((await person.hal(['rm', name])).stderr).toContain('is no git repository any more')
  await person.ok('rm', name, '--force')
})

test('removal follows no link out of the workspace', async () => {
  const repository = await Repository.make(person, 'links')
  const name = await repository.start('eva', '--branch', 'eva')
  writeFileSync(join(person.home, 'precious'), 'mine')
  await inside(
    name,
    `ln -s ${person.home} out; ln -s ${person.home}/precious .git/hooks; rm -rf src; ln -s / src`,
  )
  await person.ok('rm', name, '--force')
  expect(existsSync(join(person.home, 'precious'))).toBe(true)
  expect(folders(name)).toEqual([])
})
