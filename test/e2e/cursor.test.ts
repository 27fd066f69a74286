import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantedKey } from '../rigs/agent-person.ts'
import { Person } from '../rigs/hal.ts'

// Cursor's CLI can't be had without its maker: a scripted stand-in has its name, its options and, by its documentation, its manners.

let person: Person
beforeAll(() => {
  person = new Person()
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(config, { recursive: true })
  const program = join(person.home, 'cursor-agent')
  copyFileSync(fileURLToPath(new URL('../rigs/stand-ins/cursor-agent', import.meta.url)), program)
  chmodSync(program, 0o755)
  const key = join(person.home, 'key')
  writeFileSync(key, plantedKey, { mode: 0o600 })
  const cursor = { command: ['/workspace/cursor-agent'], apiKey: { file: key } }
  writeFileSync(join(config, 'config.json'), JSON.stringify({ agents: { cursor } }))
})
afterAll(() => person[Symbol.asyncDispose]())

const fixed = () => join(person.home, 'login.txt')
const shown = (name: string) => expect.poll(() => person.ok('capture', name))

test('is given a prompt, asks before it acts, and works once it is answered', async () => {
  const name = await person.start('ada', '--agent', 'cursor')
  await shown(name).toContain('→')
  expect(await person.json('send', name, 'fix the login')).toMatchObject({
    outcome: 'submitted',
    proof: { by: 'echo' },
  })
  await shown(name).toContain('Run this command?')
  expect(existsSync(fixed())).toBe(false)
  await person.ok('send', name, '--keys', 'y')
  await shown(name).toContain('Done: fixed.')
  expect(readFileSync(fixed(), 'utf8')).toBe('fixed\n')
  rmSync(fixed(), { force: true })
  await person.ok('rm', name, '--force')
})

test('acts without asking where it was started so', async () => {
  const name = await person.start('bob', '--agent', 'cursor', '--unattended')
  await shown(name).toMatch(/runs everything\s+→/)
  await person.ok('send', name, 'fix the login')
  await shown(name).toContain('Done: fixed.')
  await person.ok('rm', name, '--force')
})

test('works on a task, which has its answer and what it did', async () => {
  const ran = await person.hal([
    ...['run', 'fix the login, please', '--agent', 'cursor', '--image', 'debian:bookworm-slim'],
    ...['--workspace', person.home],
  ])
  expect(ran).toMatchObject({ exitCode: 0, stdout: 'Done: fixed.\n' })
  expect(ran.stderr).toContain('→ shell cat pipe > login.txt')
  expect(readFileSync(fixed(), 'utf8')).toBe('fixed\n')
})
