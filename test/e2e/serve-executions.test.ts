import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Served, served } from '../rigs/served.ts'
import { listenToSocket, socketStatus } from '../rigs/socket.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// The real Claude Code behind a server that is asked for executions.

const stage = stageTasks()
const { goOn, atWork } = stage

const serve = (env: Readonly<Record<string, string>> = {}, args: readonly string[] = []) =>
  served(stage.person, {
    ...{ args, env: { WORKSPACE_DIR: stage.workspace, TASK_IMAGE_CLAUDE: 'debian:bookworm-slim', ...env } },
  })
const task_id = '7f9b0d0e-3d07-4c42-9d4c-0f5b1d2a9c10'
const begin = async (server: Served, code: string): Promise<string> => {
  const { status, body } = await server.ask('POST', '/tasks/execute', {
    ...{ task_id, code, context: 'Be brief.', agent: 'claude' },
  })
  expect({ status, body }).toEqual({
    status: 201,
    body: { execution_id: expect.stringMatching(/^[\da-f-]{36}$/), task_id, status: 'pending' },
  })
  return body.execution_id
}
const listen = (server: Served, id: string) => listenToSocket(server.address, `/tasks/${id}/stream`)
const said = (messages: readonly { readonly type: string; readonly data: string }[], type: string) =>
  messages.filter((one) => one.type === type).map(({ data }) => data)

test('an execution is heard from its beginning to its end, whenever somebody comes', async () => {
  await using server = await serve()
  const id = await begin(server, 'fix the login')
  const first = await listen(server, id)
  expect(await first.ended).toBe(1000)
  expect(said(first.messages, 'status')).toEqual(['running', 'completed'])
  expect(said(first.messages, 'stdout').join('')).toBe('I will.\nDone: fixed.\n')
  expect(said(first.messages, 'stderr')).toEqual(['→ Bash echo fixed > login.txt\n'])
  const times = first.messages.map(({ timestamp }) => Date.parse(timestamp))
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(readFileSync(join(stage.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
  await stage.models.saw(({ talk }) => talk?.asked.includes('Be brief.') === true)
  const late = await listen(server, id)
  await late.ended
  expect(late.messages).toEqual(first.messages)
  expect(await server.ask('GET', `/tasks/${id}/status`)).toEqual({
    ...{ status: 200, body: { execution_id: id, status: 'completed', progress: 100 } },
  })
})

test('an execution is OpenCode’s, where nobody says whose', async () => {
  await using server = await serve({ TASK_IMAGE_OPENCODE: 'debian:bookworm-slim' })
  const { body } = await server.ask('POST', '/tasks/execute', { task_id, code: 'fix the login' })
  const heard = await listen(server, body.execution_id)
  expect(await heard.ended).toBe(1000)
  expect(said(heard.messages, 'stdout').join('')).toContain('Done: fixed.')
  expect(readFileSync(join(stage.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
  const { task } = (await server.ask('GET', `/tasks/${body.execution_id}`)).body
  expect(task).toMatchObject({ agent: 'opencode', status: 'completed' })
})

test('one that goes on is cancelled, and what has ended can be forgotten', async () => {
  await using server = await serve()
  const id = await begin(server, 'wait for me')
  const listener = await listen(server, id)
  await listener.heard(({ type }) => type === 'stderr')
  await atWork()
  expect((await server.ask('GET', `/tasks/${id}/status`)).body).toMatchObject({
    status: 'running',
    progress: 0,
  })
  expect(await server.ask('DELETE', `/tasks/${id}`)).toMatchObject({
    ...{ status: 409, body: { details: { reason: 'task-goes-on' } } },
  })
  expect((await server.ask('POST', `/tasks/${id}/cancel`)).status).toBe(200)
  expect(await listener.ended).toBe(1000)
  expect(said(listener.messages, 'status').at(-1)).toBe('cancelled')
  expect(await server.ask('DELETE', `/tasks/${id}`)).toMatchObject({
    ...{ status: 200, body: { task: { id, status: 'cancelled' } } },
  })
  expect((await server.ask('GET', `/tasks/${id}`)).status).toBe(404)
  expect(await socketStatus(server.address, `/tasks/${id}/stream`)).toBe(404)
  expect((await stage.person.ok('tasks', 'list')).includes(id)).toBe(false)
})

test('no more are at work than may be, and a server that ends sends its listeners to the next', async () => {
  const server = await serve({ MAX_CONCURRENT_TASKS: '1' })
  const id = await begin(server, 'wait for me')
  const refused = await server.ask('POST', '/tasks/execute', { task_id, code: 'say hello', agent: 'claude' })
  expect(refused).toMatchObject({ status: 503, body: { details: { reason: 'too-many-sessions' } } })
  const listener = await listen(server, id)
  await atWork()
  expect((await server.end()).exitCode).toBe(0)
  expect(await listener.ended).toBe(1001)
  await goOn()
  await using next = await serve()
  const again = await listen(next, id)
  expect(await again.ended).toBe(1000)
  expect(again.messages.slice(0, listener.messages.length)).toEqual(listener.messages)
  expect(said(again.messages, 'stdout').join('')).toBe('I begin.\nIt is over.\n')
})

test('a stream is for whoever may look, and for no other site’s page', async () => {
  const secret = 'correct-horse-battery-staple'
  const mayLook = 'look-and-do-not-touch'
  const file = join(stage.person.home, 'read-secret')
  writeFileSync(file, mayLook, { mode: 0o600 })
  await using open = await serve()
  const id = await begin(open, 'say hello')
  const path = `/tasks/${id}/stream`
  await (await listen(open, id)).ended
  expect(await socketStatus(open.address, path, { origin: 'https://elsewhere.example' })).toBe(403)
  expect(await socketStatus(open.address, path, { host: 'elsewhere.example' })).toBe(403)
  expect(await socketStatus(open.address, path, { origin: open.address })).toBe(101)
  await using shut = await serve({ OPENCODE_SHARED_SECRET: secret }, ['--read-secret-file', file])
  const status = (given: string | undefined, at = path) =>
    socketStatus(shut.address, at, given === undefined ? {} : { authorization: `Bearer ${given}` })
  expect(await status(undefined)).toBe(401)
  expect(await status(`${secret}x`)).toBe(401)
  expect(await status(mayLook)).toBe(101)
  expect(await status(mayLook, '/workers/nobody/terminal')).toBe(403)
  expect(await status(secret)).toBe(101)
})
