import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nowhere, Person } from '../rigs/hal.ts'
import { served } from '../rigs/served.ts'

// Whose task it is where nobody is named. No engine: that a task can't begin is not what this is about.

let person: Person
beforeEach(() => {
  person = new Person(nowhere)
})
afterEach(() => person[Symbol.asyncDispose]())

const baseUrl = 'http://127.0.0.1:9'
function configure(config: object): void {
  const folder = join(person.home, 'home/.config/hal')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
}
const run = () => person.hal(['run', 'fix it', '--image', 'debian:bookworm-slim'])
const agents = async () => {
  const { tasks } = await person.json<{ tasks: readonly { agent: string }[] }>('tasks', 'list')
  return tasks.map(({ agent }) => agent)
}

test('it is the only agent’s that has a way in, from a terminal and over HTTP', async () => {
  configure({ agents: { codex: { baseUrl }, shell: {} } })
  await run()
  await using server = await served(person)
  const asked = await server.ask('POST', '/tasks', { prompt: 'fix it', workspace: 'empty' })
  expect(asked).toMatchObject({ status: 201, body: { task: { agent: 'codex' } } })
  expect(await agents()).toEqual(['codex', 'codex'])
})

test('it is the one’s that the config names, of several', async () => {
  configure({ agents: { codex: { baseUrl }, claude: { baseUrl } }, tasks: { agent: 'claude' } })
  await run()
  expect(await agents()).toEqual(['claude'])
})

test('one that no worker could have a workspace for is refused at once, and not kept', async () => {
  configure({ agents: { codex: { baseUrl } } })
  const folder = join(person.home, 'notes')
  mkdirSync(folder)
  const asked = (...more: readonly string[]) => person.hal(['run', 'fix it', '--detach', ...more])
  expect(await asked('--workspace', folder, '--branch', 'fix')).toMatchObject({
    ...{ exitCode: 2, stdout: '' },
    stderr: expect.stringContaining(`${folder} is in no git repository, so there is nothing to clone.`),
  })
  expect(await asked('--workspace', '/')).toMatchObject({
    ...{ exitCode: 2, stdout: '' },
    stderr: expect.stringContaining("hal: / can't be a workspace"),
  })
  await using server = await served(person, { env: { WORKSPACE_DIR: folder } })
  expect(await server.ask('POST', '/tasks', { prompt: 'fix it', branch: 'fix' })).toMatchObject({
    status: 400,
    body: { details: { reason: 'not-a-repository', next: expect.stringContaining('`workspace`') } },
  })
  expect(await agents()).toEqual([])
})

test('it is nobody’s where several could work on it, or none', async () => {
  configure({ agents: { codex: { baseUrl }, claude: { baseUrl } } })
  const several = await run()
  expect(several).toMatchObject({ exitCode: 2, stdout: '' })
  expect(several.stderr).toContain('no agent was named for the task, and claude and codex could work on it.')
  configure({})
  const none = await run()
  expect(none).toMatchObject({ exitCode: 2, stdout: '' })
  expect(none.stderr).toContain('hal has no key, login or address for any.')
  expect(await agents()).toEqual([])
})
