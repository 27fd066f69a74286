import { mkdirSync, writeFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, HalError } from '../../src/client/client.ts'
import { agentPerson } from '../rigs/agent-person.ts'
import { type Person, root } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import { served } from '../rigs/served.ts'

// The package's own client, against a real server with real workers.

let models: ModelServer
let person: Person
let workspace: string

beforeAll(async () => {
  models = await startModelServer(
    script([
      { when: /wait for me/, do: [say('I begin.'), bash('cat pipe'), say('It is over.')] },
      { do: [say('Hello.')] },
    ]),
    { on: 'bridge' },
  )
  ;({ person } = await agentPerson(models))
  workspace = join(person.home, 'workspace')
  mkdirSync(workspace)
  await chmod(workspace, 0o777)
  await execa('mkfifo', ['--mode=666', join(workspace, 'pipe')])
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

test('starts a worker, runs a command in it, and stops it', async () => {
  await using server = await served(person)
  const { workers } = createClient({ url: server.address })
  const name = person.name('ada')
  const begun = await workers.start({ name, image: 'debian:bookworm-slim', workspace: 'empty' })
  expect(begun).toMatchObject({ name, phase: 'ready', workspace: null })
  expect(await workers.run(name, 'echo out; false')).toMatchObject({ stdout: 'out\n', exitCode: 1 })
  await workers.send(name, { text: 'echo sent' })
  await expect.poll(() => workers.capture(name)).toMatch(/^sent$/m)
  await workers.stop(name)
  expect((await workers.list()).map((one) => [one.name, one.phase])).toEqual([[name, 'exited']])
  const refused = await workers.show('nobody').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(HalError)
  expect(refused).toMatchObject({ status: 404, reason: 'no-such-worker' })
})

test('hears all of a task, though its server is killed meanwhile', async () => {
  const first = await served(person)
  const { port } = new URL(first.address)
  const { tasks } = createClient({ url: first.address })
  const task = await tasks.create({
    ...{ prompt: 'wait for me', agent: 'claude', image: 'debian:bookworm-slim', workspace },
  })
  const heard: { readonly number: number; readonly type: string }[] = []
  for await (const event of tasks.events(task.id)) {
    heard.push(event)
    if (event.type !== 'tool_call') continue
    await first.end('SIGKILL')
    writeFileSync(join(workspace, 'pipe'), 'go\n')
    const second = await served(person, { args: ['--port', port] })
    ends.push(second)
  }
  for (const server of ends) await server.end()
  expect(heard.map(({ number }) => number)).toEqual(heard.map((_, at) => at + 1))
  expect(heard.at(-1)).toMatchObject({ type: 'complete', answer: 'It is over.' })
})
const ends: Awaited<ReturnType<typeof served>>[] = []

test('tells a wrong secret from a right one', async () => {
  const secret = 'correct-horse-battery-staple'
  await using server = await served(person, { env: { OPENCODE_SHARED_SECRET: secret } })
  const wrong = createClient({ url: server.address, secret: 'wrong-horse-battery-staple' })
  await expect(wrong.tasks.list()).rejects.toMatchObject({ status: 401, reason: 'unauthorized' })
  expect(await createClient({ url: server.address, secret }).workers.list()).toEqual(expect.any(Array))
})

test('comes with the package, with its types', async () => {
  const exported = JSON.parse(
    (await execa('node', ['-p', 'JSON.stringify(require("./package.json").exports)'], { cwd: root })).stdout,
  )
  expect(exported['./client']).toEqual({ types: './dist/client.d.ts', default: './dist/client.js' })
  const { stdout } = await execa(
    'node',
    [
      '--input-type=module',
      '-e',
      'import { createClient } from "hal-fleet/client"; console.log(typeof createClient)',
    ],
    { cwd: root },
  )
  expect(stdout).toBe('function')
})
