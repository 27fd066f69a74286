import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPerson, realAgents } from '../rigs/agent-person.ts'
import { list, type Person } from '../rigs/hal.ts'
import { bash, say, script, textOf } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import type { Repository } from '../rigs/repository.ts'

// The real Claude Code, against a model that follows a script.

let models: ModelServer
let person: Person
let repository: Repository

beforeAll(async () => {
  const answers = script([
    { when: /remove the build/, do: [bash('rm -rf build'), say('Removed.')] },
    { do: [say('I have read all of it.')] },
  ])
  models = await startModelServer(answers, { on: 'bridge' })
  ;({ person, repository } = await agentPerson(models))
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

const start = (args: readonly string[], input?: string) =>
  person.hal(
    ['start', ...args, '--image', 'debian:bookworm-slim'],
    input === undefined ? { cwd: repository.path } : { cwd: repository.path, input },
  )
const claude = ['--agent', 'claude', '--workspace', 'empty']

test('each of several agents is given a prompt longer than any argument, word for word', async () => {
  const long = `Read this:\n${textOf(1_000_000)}`
  const many = [person.name('two'), ...claude, '--count', '2', '--prompt-file', '-', '--json']
  const started = await start(many, long)
  expect(started).toMatchObject({ exitCode: 0, stderr: '' })
  const prompt = { outcome: 'submitted' }
  expect(JSON.parse(started.stdout).workers).toMatchObject([{ prompt }, { prompt }])
  const names = [1, 2].map((number) => `${person.name('two')}-${number}`)
  await person.ok('wait', ...names, '--until', 'done', '--timeout', '60s')
  const asked = models.requests.flatMap(({ isAside, talk }) => (isAside ? [] : [talk?.asked ?? '']))
  expect(asked.map((text) => text.includes(long.trim()))).toEqual([true, true])
  await person.ok('rm', '--force', ...names)
})

// Copilot CLI takes a megabyte, too, and then asks its model nothing: that much is no prompt to it. Gemini CLI takes half a minute for one.
const sizes: Readonly<Record<string, number>> = { copilot: 200_000, gemini: 300_000 }

test.each(realAgents.filter((agent) => agent !== 'claude'))('so is %s in its terminal', async (agent) => {
  // Who is the first to start one hears that its tools are made.
  await person.ok('tools', 'build', agent)
  const long = `Read this, ${agent}:\n${textOf(sizes[agent] ?? 1_000_000)}`
  const name = person.name(agent)
  const folder = join(person.home, agent)
  const notes = 'Be kind.\r\nNo tests on Fridays.'
  mkdirSync(folder)
  chmodSync(folder, 0o777)
  writeFileSync(join(folder, 'CLAUDE.md'), notes)
  const started = await start(
    [name, '--agent', agent, '--workspace', folder, '--prompt-file', '-', '--json'],
    long,
  )
  expect(started).toMatchObject({ exitCode: 0, stderr: '' })
  const asked = () => models.requests.flatMap(({ isAside, talk }) => (isAside ? [] : [talk?.asked ?? '']))
  await expect.poll(() => asked().some((text) => text.includes(long.trim())), { timeout: 60_000 }).toBe(true)
  await person.ok('rm', '--force', name)
  // Neither hal nor the agent wrote what agents read of a project, or made any.
  expect(readdirSync(folder)).toEqual(['CLAUDE.md'])
  expect(readFileSync(join(folder, 'CLAUDE.md'), 'utf8')).toBe(notes)
})

test('an agent that waits for somebody is left with its question, and the start says so', async () => {
  const name = person.name('one')
  const first = await start([name, ...claude, '--prompt', 'remove the build, please'])
  expect(first).toMatchObject({ exitCode: 0, stderr: '' })
  expect(first.stdout).toContain('working on its prompt')
  await person.ok('wait', name, '--until', 'waiting', '--timeout', '60s')
  const file = join(repository.path, 'task.md')
  writeFileSync(file, 'and another thing\n')
  const second = await start([name, '--agent', 'claude', '--prompt-file', file])
  expect(second.stdout).toMatch(new RegExp(`^! ${name} +ran already +not given its prompt`))
  expect(second).toMatchObject({ exitCode: 22 })
  expect(second.stderr).toContain(`${name} waits for a person`)
  expect(await person.ok('list')).toMatch(new RegExp(`${name} +waiting`))
})

test.each([
  ['without an agent', ['--prompt', 'words'], 'a prompt is for an agent: name it with --agent.'],
  ['given twice', [...claude, '--prompt', 'words', '--prompt-file', 'f'], 'not both'],
  ['without words', [...claude, '--prompt', ' '], 'there are no words in the prompt'],
  [
    'that is nowhere',
    [...claude, '--prompt-file', '/nowhere'],
    "can't be read from /nowhere: there is no such file",
  ],
  ['for one that takes none', ['--agent', 'shell', '--prompt', 'words'], 'how shell takes a prompt'],
])('a prompt %s is refused before anything starts', async (_, words, sentence) => {
  const refused = await start([person.name('none'), ...words])
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
  expect(refused.stderr).toContain(sentence)
  // Nor is one named as what to do next.
  expect(refused.stderr).not.toContain(person.name('none'))
  expect((await list(person)).map(({ name }) => name)).not.toContain(person.name('none'))
})
