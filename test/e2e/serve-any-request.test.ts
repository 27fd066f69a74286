import { mkdirSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerContext } from '../../src/server/context.ts'
import { openApi } from '../../src/server/openapi.ts'
import { routesOf } from '../../src/server/routes.ts'
import { Person } from '../rigs/hal.ts'
import { type OpenApi, type Operation, type Words, wildRequests } from '../rigs/open-api.ts'
import { type Served, served } from '../rigs/served.ts'

// Whatever is asked, the answer is one that /openapi.json promises. The engine, its workers and the tasks are real.

const images = { TTYD_IMAGE: 'debian:bookworm-slim', TASK_IMAGE_DEFAULT: 'hal-test/none' }
const session = '2f1c9f0e-6f0b-4a58-9d0e-0a6f3c1e7b52'

let person: Person
let server: Served
let promised: OpenApi
let ajv: Ajv2020
let words: Words

beforeAll(async () => {
  person = new Person()
  const workspace = join(person.home, 'workspace')
  mkdirSync(workspace)
  await chmod(workspace, 0o777)
  const ada = await person.start('ada', '--workspace', workspace)
  // No image is built, or fetched; tasks have none, and fail.
  server = await served(person, {
    env: { WORKSPACE_DIR: workspace, RATE_LIMIT: '0', ...images },
  })
  promised = (await server.ask('GET', '/openapi.json')).body
  ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(promised, 'openapi')
  const begun = await server.ask('POST', '/tasks', { prompt: 'x', agent: 'claude', workspace: 'empty' })
  await server.ask('POST', '/sessions', {
    ...{ session_id: session, prompt: 'x', agent: 'claude' },
    model_config: { provider: 'anthropic', model: 'fake-1' },
  })
  words = wordsOf({ worker: ada, task: begun.body.task.id })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

const anyText = fc.string({ unit: 'binary', minLength: 1 })

/** Where any text at all would have something built, fetched or waited for. */
const wordsOf = ({ worker, task }: { readonly worker: string; readonly task: string }): Words => ({
  name: fc.oneof(
    { weight: 3, arbitrary: fc.constant(worker) },
    { weight: 1, arbitrary: fc.oneof(fc.constantFrom('nobody', 'two words'), anyText) },
  ),
  id: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(task, session, session, task.slice(0, 3)) },
    { weight: 1, arbitrary: fc.oneof(fc.uuid(), anyText) },
  ),
  image: fc.constantFrom('hal-test/none', 'no image', ':'),
  profile: fc.constantFrom('nosuch', '..'),
  agent: fc.constantFrom('claude', 'opencode', 'nobody'),
  workspace: fc.constantFrom('empty', 'empty', '..', 'no\0where'),
  branch: fc.constantFrom('ada/fix', 'no branch', '-x'),
  memory: fc.constantFrom('64M', '64M', 'much'),
  cpus: fc.constantFrom(0.5, 1, -1),
  text: fc.constantFrom('true', 'ls /nowhere', ' '),
  keys: fc.constantFrom(['C-c'], ['Nope'], ['Enter', 'Up'], []),
  content: fc.constantFrom('x', '\u0003'),
  window: fc.constantFrom('shell', 'agent', 'nosuch'),
  timeoutMs: fc.integer({ min: 1, max: 2_000 }),
})

const { paths } = openApi(routesOf({} as ServerContext), '0') as OpenApi
const operations = Object.entries(paths).flatMap(([path, all]) =>
  Object.entries(all).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
)
/** So that the others find what they ask for. */
const inOrder = [
  ...operations.filter(({ method }) => method !== 'DELETE'),
  ...operations.filter(({ method }) => method === 'DELETE'),
]

test.each(inOrder)('$method $path', async ({ method, path, operation }) => {
  await fc.assert(
    fc.asyncProperty(wildRequests(path, operation, words), async ({ path: at, body, headers }) => {
      const over = new AbortController()
      const answer = await server.fetch(at, {
        ...{ method, headers, signal: over.signal },
        ...(body === undefined ? {} : { body }),
      })
      const said = { status: answer.status, type: typeOf(answer), body: await bodyOf(answer) }
      over.abort()
      expect(wrongWith(promisedFor(method, path), said)).toEqual([])
      if (isForbidden(operation, body)) expect(said.status).toBeGreaterThanOrEqual(400)
    }),
    { seed: 20260101, numRuns: 25, endOnFailure: true },
  )
})

/** The document says that nobody sends this. */
function isForbidden({ requestBody }: Operation, body: string | undefined): boolean {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema
  if (schema === undefined || body === undefined) return false
  try {
    return !ajv.validate(schema, JSON.parse(body))
  } catch (error) {
    if (error instanceof SyntaxError) return true
    throw error
  }
}

interface Said {
  readonly status: number
  readonly type: string | undefined
  readonly body: unknown
}

const typeOf = ({ headers }: Response): string | undefined => headers.get('content-type')?.split(';')[0]

/** A stream goes on: it has none. */
async function bodyOf(answer: Response): Promise<unknown> {
  if (typeOf(answer) === 'text/event-stream') return undefined
  const text = await answer.text()
  return typeOf(answer)?.endsWith('json') === true ? JSON.parse(text) : text
}

const promisedFor = (method: string, path: string): Operation =>
  promised.paths[path]?.[method.toLowerCase()] as Operation

/** What of an answer the document doesn't say. */
function wrongWith({ responses }: Operation, { status, type, body }: Said): readonly string[] {
  if (status === 500) return [`it is a bug: ${JSON.stringify(body)}`]
  const response = responses[status] ?? (status >= 400 ? responses['default'] : undefined)
  if (response === undefined) return [`${status} is not promised`]
  if (response.content === undefined) return body === '' ? [] : [`${status} has a body`]
  const schema = response.content[type ?? '']?.schema
  if (schema === undefined) return [`${status} is not promised as ${type}`]
  if (body === undefined) return []
  const check = ajv.compile(schema.$ref === undefined ? schema : { $ref: `openapi${schema.$ref}` })
  return check(body) ? [] : [`${status}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(body)}`]
}
