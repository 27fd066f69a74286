import { existsSync, mkdirSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPerson } from '../rigs/agent-person.ts'
import type { Person } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import { type Served, served } from '../rigs/served.ts'
import type { Frame } from '../rigs/sse.ts'

// The real Claude Code in its terminal, as clients of coder/agentapi speak to it.

let models: ModelServer
let person: Person
let server: Served
let name: string
let workspace: string
let api: string

beforeAll(async () => {
  const answers = script([
    { when: /wait for me/, do: [bash('echo $$ > pid; cat pipe'), say('It is over.')] },
    { do: [say('Hello.\nReally.')] },
  ])
  models = await startModelServer(answers, { on: 'bridge' })
  ;({ person } = await agentPerson(models))
  workspace = join(person.home, 'workspace')
  mkdirSync(workspace)
  await chmod(workspace, 0o777)
  await execa('mkfifo', ['--mode=666', join(workspace, 'pipe')])
  name = person.name('ada')
  const claude = ['--agent', 'claude', '--unattended', '--image', 'debian:bookworm-slim']
  await person.ok('start', name, ...claude, '--workspace', workspace)
  server = await served(person)
  api = `/workers/${name}/agentapi`
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

const tell = (content: string, type = 'user') => server.ask('POST', `${api}/message`, { content, type })
const status = async () => (await server.ask('GET', `${api}/status`)).body
const messages = async () =>
  (await server.ask('GET', `${api}/messages`)).body.messages as readonly {
    readonly id: number
    readonly role: string
    readonly content: string
    readonly time: string
  }[]
const said = (frames: readonly Frame[]) =>
  frames.map(({ event, id, data }) => {
    expect(id).toBeUndefined()
    if (event !== 'message_update') return `${event} ${data.status} ${data.agent_type}`
    expect(data.time).toMatch(/^\d{4}-.*Z$/)
    return `${data.id} ${data.role}: ${data.message}`
  })
const isStable = ({ event, data }: Frame) => event === 'status_change' && data.status === 'stable'

test('a message is taken, and its answer told before the agent is stable again', async () => {
  expect(await status()).toEqual({ status: 'stable', agent_type: 'claude', transport: 'pty' })
  const listener = await server.listen(`${api}/events`)
  await listener.heard(isStable)
  expect(said(listener.frames)).toEqual(['status_change stable claude'])
  expect(await tell('say hello')).toEqual({ status: 200, body: { ok: true } })
  await listener.heard(({ data }) => data.role === 'agent')
  await expect.poll(status).toMatchObject({ status: 'stable' })
  const told = said(listener.frames).filter((line) => !line.startsWith('status_change'))
  expect(told).toEqual(['0 user: say hello', '1 agent: Hello.\nReally.'])
  expect(await messages()).toEqual([
    { id: 0, role: 'user', content: 'say hello', time: expect.any(String) },
    { id: 1, role: 'agent', content: 'Hello.\nReally.', time: expect.any(String) },
  ])
  listener.stop()
})

test('one at work takes no message, but what is pressed; whoever comes later is told all', async () => {
  const listener = await server.listen(`${api}/events`)
  await listener.heard(isStable)
  const before = listener.frames.length
  expect((await tell('wait for me')).status).toBe(200)
  await expect.poll(() => existsSync(join(workspace, 'pid'))).toBe(true)
  expect(await status()).toMatchObject({ status: 'running' })
  const early = await server.fetch(`${api}/message`, {
    ...{ method: 'POST', body: JSON.stringify({ content: 'and this', type: 'user' }) },
  })
  expect(early.headers.get('content-type')).toBe('application/problem+json')
  expect({ status: early.status, body: await early.json() }).toEqual({
    status: 409,
    body: {
      ...{ type: 'about:blank', title: 'Conflict', status: 409 },
      detail: expect.stringContaining(`the agent in ${name} is at work`),
    },
  })
  expect((await tell('later', 'raw')).body).toEqual({ ok: true })
  const screen = async () => (await server.ask('GET', `/workers/${name}/capture`)).body.text
  await expect.poll(screen).toMatch(/later/)
  for (const _ of 'later') await tell('\u007f', 'raw')
  await expect.poll(screen).not.toMatch(/later/)
  await writeFile(join(workspace, 'pipe'), 'go\n')
  await listener.heard(({ data }) => data.message === 'It is over.')
  await expect.poll(() => said(listener.frames).at(-1)).toBe('status_change stable claude')
  const told = said(listener.frames.slice(before))
  expect(told.filter((line) => !line.startsWith('status_change'))).toEqual([
    '2 user: wait for me',
    '3 agent: It is over.',
  ])
  expect(told).toContain('status_change running claude')
  const late = await server.listen(`${api}/events`)
  await late.heard(isStable)
  expect(said(late.frames).slice(-2)).toEqual(['3 agent: It is over.', 'status_change stable claude'])
  expect(late.frames.filter(({ event }) => event === 'message_update')).toHaveLength(4)
  late.stop()
  listener.stop()
})

test('what another server was told is known by the next, as far as the agent keeps it', async () => {
  await using next = await served(person)
  expect((await next.ask('GET', `${api}/messages`)).body.messages).toMatchObject([
    { id: 0, role: 'user', content: 'wait for me' },
    { id: 1, role: 'agent', content: 'It is over.' },
  ])
})

test('what can’t be is refused as a problem, and a stream ends with its worker', async () => {
  const shell = await person.start('lin')
  const refused = async (path: string) => {
    const answer = await server.fetch(path)
    return { kind: answer.headers.get('content-type'), ...((await answer.json()) as object) }
  }
  const type = 'application/problem+json'
  expect(await refused('/workers/nobody/agentapi/status')).toMatchObject({ kind: type, status: 404 })
  const wrong = await server.fetch(`${api}/message`, { method: 'POST', body: '{"type":"loud"}' })
  expect({ status: wrong.status, type: wrong.headers.get('content-type') }).toEqual({ status: 400, type })
  expect(await refused(`/workers/${shell}/agentapi/messages`)).toMatchObject({
    ...{ status: 409, detail: expect.stringContaining(`${shell} has no agent`) },
  })
  const listener = await server.listen(`${api}/events`)
  await listener.heard(isStable)
  await person.ok('stop', name)
  await listener.ended
  expect(listener.frames.at(-1)).toMatchObject({
    event: 'agent_error',
    data: { message: `${name} does not run any more.`, level: 'error' },
  })
  expect((await server.ask('GET', `${api}/status`)).body).toMatchObject({ status: 409 })
})
