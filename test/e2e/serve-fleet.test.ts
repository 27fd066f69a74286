import { mkdirSync, readFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Person } from '../rigs/hal.ts'
import { type Served, served } from '../rigs/served.ts'

let person: Person
let server: Served
let name: string
let workspace: string

beforeAll(async () => {
  person = new Person()
  workspace = join(person.home, 'workspace')
  mkdirSync(workspace)
  await chmod(workspace, 0o777)
  name = await person.start('ada', '--workspace', workspace)
  server = await served(person)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

/** What /openapi.json says of an answer. */
async function promised(method: string, path: string, status: number): Promise<z.ZodType> {
  const { body } = await server.ask('GET', '/openapi.json')
  const { responses } = body.paths[path][method.toLowerCase()]
  const { schema } = (responses[status] ?? responses.default).content['application/json']
  return z.fromJSONSchema(schema.$ref === undefined ? schema : body.components.schemas.Refused)
}

test('shows workers, in the words of `hal workers`', async () => {
  const all = await server.ask('GET', '/workers')
  expect(all).toEqual({ status: 200, body: await person.json('workers', 'list') })
  expect(all.body.workers.map((worker: { name: string }) => worker.name)).toEqual([name])
  const one = await server.ask('GET', `/workers/${name.slice(0, -1)}`)
  expect(one).toMatchObject({ status: 200, body: { worker: { name, phase: 'ready', workspace } } })
})

test('types into a worker, and shows its screen', async () => {
  const sent = await server.ask('POST', `/workers/${name}/send`, { text: 'echo "one"two | tee out' })
  expect(sent).toEqual({ status: 200, body: { version: 1, worker: name, window: 'shell' } })
  const shows = async () => (await server.ask('GET', `/workers/${name}/capture?lines=50`)).body.text
  await expect.poll(shows).toContain('\nonetwo\n')
  // `tee` may show it first.
  await expect.poll(() => readFileSync(join(workspace, 'out'), 'utf8')).toBe('onetwo\n')
  await server.ask('POST', `/workers/${name}/send`, { text: 'never sent', enter: false })
  await expect.poll(shows).toContain('never sent')
  await server.ask('POST', `/workers/${name}/send`, { keys: ['C-c'] })
  await expect.poll(shows).toContain('never sent^C')
})

test.each([
  ['GET', '/workers/nobody', undefined, 404, 'no-such-worker'],
  ['GET', '/workers/nobody/capture', undefined, 404, 'no-such-worker'],
  ['GET', '/workers/nobody/capture?lines=many', undefined, 400, 'wrong-request'],
  ['POST', '/workers/nobody/send', { text: 'x' }, 404, 'no-such-worker'],
  ['POST', '/workers/nobody/send', {}, 400, 'wrong-request'],
  ['POST', '/workers/nobody/send', { text: 'x', keys: ['C-c'] }, 400, 'wrong-request'],
  ['POST', '/workers/nobody', {}, 404, 'no-such-route'],
])('%s %s with %o is refused', async (method, path, body, status, reason) => {
  const answer = await server.ask(method, path, body)
  expect(answer).toMatchObject({ status, body: { details: { reason } } })
})

test('says of itself what it does', async () => {
  const { status, body } = await server.ask('GET', '/openapi.json')
  expect({ status, version: body.openapi }).toEqual({ status: 200, version: '3.1.1' })
  expect(Object.keys(body.paths)).toEqual([
    ...['/healthz', '/health', '/ready'],
    ...['/tasks', '/tasks/{id}', '/tasks/{id}/events', '/tasks/{id}/cancel'],
    ...['/tasks/{id}/answers', '/tasks/{id}/messages', '/tasks/{id}/retry'],
    ...['/tasks/execute', '/tasks/{id}/status'],
    ...['/sessions', '/sessions/{id}', '/sessions/{id}/status', '/sessions/{id}/stream'],
    '/sessions/{id}/messages',
    ...['/workers', '/workers/{name}', '/workers/{name}/send', '/workers/{name}/run'],
    ...['/workers/{name}/explain', '/images', '/workers/{name}/capture', '/workers/{name}/windows'],
    ...['/workers/{name}/wait', '/workers/{name}/logs', '/workers/{name}/diff'],
    ...['diff-summary', 'gather', 'bundle', 'changes'].map((end) => `/workers/{name}/${end}`),
    ...['/workers/{name}/environment', '/workers/{name}/health'],
    ...['/workers/{name}/start', '/workers/{name}/stop', '/workers/{name}/restart'],
    ...['/workers/{name}/freeze', '/workers/{name}/thaw'],
    ...['/history', '/workers/{name}/history', '/agents'],
    ...['status', 'messages', 'message', 'events'].map((end) => `/workers/{name}/agentapi/${end}`),
    ...['/events', '/workers/{name}/screen', '/workers/{name}/seen', '/login'],
    ...['/openapi.json', '/metrics'],
  ])
  const task = { prompt: 'x', agent: 'claude', image: 'hal-test/none', workspace: 'empty' }
  for (const [method, form, path, sent] of [
    ['GET', '/healthz', '/healthz', undefined],
    ['GET', '/ready', '/ready', undefined],
    ['GET', '/workers', '/workers', undefined],
    ['GET', '/workers/{name}', `/workers/${name}`, undefined],
    ['GET', '/workers/{name}', '/workers/nobody', undefined],
    ['GET', '/workers/{name}/capture', `/workers/${name}/capture`, undefined],
    ['POST', '/workers/{name}/send', `/workers/${name}/send`, { keys: ['Enter'] }],
    ['POST', '/tasks', '/tasks', task],
    ['GET', '/tasks', '/tasks', undefined],
    ['POST', '/sessions', '/sessions', {}],
  ] as const) {
    const answer = await server.ask(method, path, sent)
    const schema = await promised(method, form, answer.status)
    expect({ path, ...schema.safeParse(answer.body) }).toMatchObject({ path, success: true })
  }
})

test('counts what it does', async () => {
  const numbers = async () => (await server.fetch('/metrics')).text()
  await expect.poll(numbers).toContain('hal_tasks_at_work 0\n')
  const before = await numbers()
  expect(before).toContain('hal_tasks{status="failed"} 1\n')
  const [, count] =
    /hal_http_requests_total\{method="GET",path="\/workers",status="200"\} (\d+)\n/.exec(before) ?? []
  await server.ask('GET', '/workers')
  expect(await numbers()).toContain(
    `hal_http_requests_total{method="GET",path="/workers",status="200"} ${Number(count) + 1}\n`,
  )
  expect(before).toContain('hal_event_streams 0\n')
  const time = 'hal_http_request_duration_seconds_count{method="GET",path="/workers"}'
  expect(before).toContain(`${time} ${count}\n`)
  expect(before).toContain('hal_tasks_ended_total{status="failed",agent="claude"} 1\n')
  expect(before).toMatch(/^hal_engine_calls_total\{call="list",outcome="ok"\} [1-9]/m)
  expect(before).toMatch(/^hal_engine_call_seconds_count\{call="list"\} [1-9]/m)
  await server.ask('GET', '/nowhere/at/all')
  expect(await numbers()).not.toContain('nowhere')
})

test('runs a command: exactly what it printed, and its exit status', async () => {
  const text = "printf 'a\\tb  \\n'; ls /nowhere 2>&1; false"
  const ran = await server.ask('POST', `/workers/${name}/run`, { text })
  expect(ran).toMatchObject({ status: 200, body: { worker: name, exitCode: 1 } })
  expect(ran.body.stdout).toMatch(/^a\tb {2}\nls: .*\n$/)
  const late = await server.ask('POST', `/workers/${name}/run`, { text: 'sleep 1000', timeoutMs: 200 })
  expect(late).toMatchObject({ status: 504, body: { details: { reason: 'still-running' } } })
  await server.ask('POST', `/workers/${name}/send`, { keys: ['C-c'] })
})

test('explains a worker, and lists images, in the words of the commands', async () => {
  const explained = await server.ask('GET', `/workers/${name}/explain`)
  const said = await person.json<object>('explain', name)
  expect(Object.keys(explained.body)).toEqual(Object.keys(said))
  expect(explained.body).toMatchObject({ worker: expect.anything() })
  const images = await server.ask('GET', '/images')
  expect(images.body).toEqual(await person.json('images', 'list'))
})

test('starts, freezes, stops and starts again a worker, and says so to all who watch the fleet', async () => {
  const lin = person.name('lin')
  const watching = await server.listen('/events')
  const first = await watching.heard(({ event }) => event === 'snapshot')
  expect(first.data.workers.map((worker: { name: string }) => worker.name)).toEqual([name])
  const is = (state: string) =>
    watching.heard(
      ({ event, data }) =>
        event === 'change' &&
        data.changed.some(
          (worker: { name: string; state: string }) => worker.name === lin && worker.state === state,
        ),
    )
  const wish = { name: lin, image: 'debian:bookworm-slim', workspace: 'empty' }
  const begun = await server.ask('POST', '/workers', wish)
  expect(begun).toMatchObject({ status: 201, body: { worker: { name: lin, phase: 'ready' } } })
  const seen = await is('ready')
  expect(await server.ask('POST', `/workers/${lin}/freeze`)).toMatchObject({
    status: 200,
    body: { version: 1, worker: lin, wasSo: false },
  })
  await is('frozen')
  expect((await server.ask('POST', `/workers/${lin}/thaw`)).status).toBe(200)
  expect((await server.ask('POST', `/workers/${lin}/stop`)).status).toBe(200)
  const stopped = await is('exited')

  const later = await server.listen('/events', seen.id)
  expect(await later.heard(({ id }) => id === stopped.id)).toEqual(stopped)
  expect(later.frames.map(({ event }) => event)).not.toContain('snapshot')
  const stranger = await server.listen('/events', 'another-7')
  expect((await stranger.heard(() => true)).event).toBe('snapshot')

  await person.ok('rm', lin)
  await watching.heard(({ data }) => data.gone?.includes(lin))
  for (const listener of [watching, later, stranger]) listener.stop()
})

test('refuses to start what can’t be, with the sentence that `hal start` has', async () => {
  const refused = await server.ask('POST', '/workers', { image: 'debian:bookworm-slim', workspace: '/etc' })
  expect(refused).toMatchObject({
    status: 400,
    body: { details: { reason: 'wrong-request', field: 'workspace' } },
  })
  const unknown = await server.ask('POST', '/workers', { profile: 'nosuch', workspace: 'empty' })
  expect(unknown.body.error).toContain('nosuch')
  expect(unknown.status).toBe(404)
  expect((await server.ask('POST', '/workers/nobody/stop')).status).toBe(404)
})

test('says which agents there are', async () => {
  const { status, body } = await server.ask('GET', '/agents')
  expect(status).toBe(200)
  expect((await promised('GET', '/agents', 200)).safeParse(body)).toMatchObject({ success: true })
  expect(body.agents).toContainEqual({ name: 'opencode', takesTasks: true, takesMessages: true })
})
