import { mkdirSync, readFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { agentPerson } from '../rigs/agent-person.ts'
import { Person } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'
import { type OtlpReceiver, otlpReceiver, type SentSpan } from '../rigs/otlp-receiver.ts'
import { logOf, served } from '../rigs/served.ts'

let models: ModelServer
let person: Person
let collector: OtlpReceiver

beforeAll(async () => {
  const answers = script([{ do: [bash('echo $TRACEPARENT > trace'), say('Done.')] }])
  models = await startModelServer(answers, { on: 'bridge' })
  ;({ person } = await agentPerson(models))
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})
beforeEach(async () => {
  collector = await otlpReceiver()
})
afterEach(() => collector[Symbol.asyncDispose]())

const traced = () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.address, OTEL_BSP_SCHEDULE_DELAY: '20' })
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const theirs = `00-${traceId}-00f067aa0ba902b7-01`
const spanOf = async (name: string): Promise<SentSpan> => {
  const find = () => collector.spans.find((span) => span.name === name)
  await expect.poll(find).toBeDefined()
  return find() as SentSpan
}

test('a request is a span of its client’s trace, which the log names, too', async () => {
  const secret = 'correct-horse-battery-staple'
  const server = await served(person, {
    env: {
      ...{ ...traced(), OTEL_SERVICE_NAME: 'fleet', OTEL_RESOURCE_ATTRIBUTES: 'team=blue' },
      OPENCODE_SHARED_SECRET: secret,
    },
  })
  const headers = { authorization: `Bearer ${secret}`, traceparent: theirs }
  await server.fetch('/tasks/none-of-that-name?key=hidden', { headers })
  await server.fetch('/healthz')
  const span = await spanOf('GET /tasks/:id')
  expect(span).toMatchObject({
    ...{ traceId, parentSpanId: '00f067aa0ba902b7', kind: 2, status: {} },
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/tasks/:id',
      'http.response.status_code': 404,
    },
    resource: { 'service.name': 'fleet', team: 'blue', 'service.version': expect.any(String) },
  })
  const alone = await spanOf('GET /healthz')
  expect(alone.traceId).not.toBe(traceId)
  expect(alone.parentSpanId).toBeUndefined()
  const { stderr } = await server.end()
  expect(logOf(stderr)).toContainEqual(
    expect.objectContaining({ path: '/tasks/none-of-that-name', trace_id: traceId }),
  )
  const said = collector.bodies.join()
  for (const words of [secret, 'hidden', 'none-of-that-name']) expect(said).not.toContain(words)
})

test('a task is one in the trace of who asked for it, from the queue to its end, and its agent is told', async () => {
  const workspace = join(person.home, 'workspace')
  mkdirSync(workspace)
  await chmod(workspace, 0o777)
  await using server = await served(person, { env: { ...traced(), WORKSPACE_DIR: workspace } })
  const asked = await server.fetch('/tasks', {
    ...{ method: 'POST', headers: { traceparent: theirs } },
    body: JSON.stringify({ prompt: 'a word of mine', agent: 'claude', image: 'debian:bookworm-slim' }),
  })
  const { task } = (await asked.json()) as { readonly task: { readonly id: string } }
  await (await server.listen(`/tasks/${task.id}/events`)).ended
  const request = await spanOf('POST /tasks')
  const whole = await spanOf('task')
  expect(whole).toMatchObject({
    ...{ traceId, parentSpanId: request.spanId, status: {} },
    attributes: { 'hal.task.id': task.id, 'hal.agent': 'claude', 'hal.task.status': 'completed' },
  })
  let at = whole.startMs
  for (const name of ['wait in the queue', 'start a worker', 'run the agent']) {
    const part = await spanOf(name)
    expect(part).toMatchObject({ traceId, parentSpanId: whole.spanId })
    expect(part.startMs).toBeCloseTo(at, 0)
    at = part.endMs
  }
  expect(whole.endMs).toBeCloseTo(at, 0)
  expect(readFileSync(join(workspace, 'trace'), 'utf8')).toBe(`00-${traceId}-${request.spanId}-01\n`)
  expect(collector.bodies.join()).not.toContain('a word of mine')
})

test('a task that fails is a span that failed', async () => {
  await using server = await served(person, { env: traced() })
  await server.ask('POST', '/tasks', {
    ...{ prompt: 'x', agent: 'claude', image: 'hal-test/none', workspace: 'empty' },
  })
  expect(await spanOf('task')).toMatchObject({
    ...{ status: { code: 2, message: 'no-worker' }, attributes: { 'hal.task.status': 'failed' } },
  })
})

test('nothing is sent where nobody wants it, and what can’t be sent is said', async () => {
  const off = await served(person, { env: { ...traced(), OTEL_SDK_DISABLED: 'true' } })
  await off.fetch('/tasks', { headers: { traceparent: theirs } })
  expect(logOf((await off.end()).stderr)[1]).toMatchObject({ trace_id: traceId })
  expect(collector.bodies).toEqual([])
  const lost = await served(person, {
    env: {
      ...traced(),
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    },
  })
  await lost.fetch('/healthz')
  const { exitCode, stderr } = await lost.end()
  expect(exitCode).toBe(0)
  expect(logOf(stderr)).toContainEqual(
    expect.objectContaining({ level: 'warn', message: 'traces can’t be sent', why: expect.any(String) }),
  )
})

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'nowhere', 'expected an address, as http://localhost:4318, got "nowhere".'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'expected http/json, got "grpc".'],
  ['OTEL_TRACES_SAMPLER', 'some', 'expected parentbased_always_on, '],
  ['OTEL_TRACES_SAMPLER_ARG', '2', 'expected a number from 0 to 1, got "2".'],
])('a wrong %s is refused', async (name, value, sentence) => {
  await using alone = new Person()
  const ran = await alone.hal(['serve'], { env: { ...traced(), [name]: value } })
  expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
  expect(ran.stderr).toContain(`hal: ${name}: ${sentence}`)
})
