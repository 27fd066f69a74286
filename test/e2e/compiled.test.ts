import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'

const compiledBy = (person: Person) => join(person.env['HAL_STATE'] ?? '', 'compiled')

test('what Node has read of hal once is kept in the state folder', async () => {
  await using person = new Person()
  mkdirSync(person.env['HAL_STATE'] ?? '')
  await person.ok('--help')
  expect(readdirSync(compiledBy(person), { recursive: true }).length).toBeGreaterThan(2)
})

test('hal that has kept nothing yet makes no folder for that', async () => {
  await using person = new Person()
  await person.ok('--help')
  expect(readdirSync(person.home)).not.toContain('state')
})

test('compiled code that was spoilt changes nothing of what hal says', async () => {
  await using person = new Person()
  mkdirSync(person.env['HAL_STATE'] ?? '')
  const said = await person.hal(['--help'])
  for (const kept of readdirSync(compiledBy(person), { recursive: true, withFileTypes: true }))
    if (kept.isFile()) writeFileSync(join(kept.parentPath, kept.name), 'not compiled')
  expect(await person.hal(['--help'])).toStrictEqual(said)
})

test('a state folder that can’t hold it changes nothing either', async () => {
  await using person = new Person()
  mkdirSync(person.env['HAL_STATE'] ?? '')
  writeFileSync(compiledBy(person), 'not a folder')
  expect(await person.hal(['--help'])).toMatchObject({ exitCode: 0, stderr: '' })
})
