import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEngineProxy } from '../rigs/engine-proxy.ts'
import { nowhere, Person } from '../rigs/hal.ts'
import { logOf, served } from '../rigs/served.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const secret = 'correct-horse-battery-staple'
const withSecret = { OPENCODE_SHARED_SECRET: secret }
const bearer = (given: string) => ({ headers: { authorization: `Bearer ${given}` } })

/** A request as no library would send it. */
async function raw(address: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.write(`${lines.join('\r\n')}\r\n`)
  return readAll(socket)
}
const named = (address: string, host: string) =>
  raw(address, ['GET /healthz HTTP/1.1', `Host: ${host}`, 'Connection: close', ''])

describe('a server', () => {
  test('lives, is ready, ends well when it is asked to, and logs lines of JSON', async () => {
    const server = await served(person)
    expect(await server.ask('GET', '/healthz')).toEqual({ status: 200, body: { status: 'ok' } })
    expect(await server.ask('GET', '/health')).toEqual({ status: 200, body: { status: 'ok' } })
    expect(await server.ask('GET', '/ready')).toEqual({ status: 200, body: { status: 'ready' } })
    const asked = await server.fetch('/nothing?key=hidden', { headers: { 'x-request-id': 'mine-1' } })
    expect(asked.headers.get('x-request-id')).toBe('mine-1')
    const { exitCode, stdout, stderr } = await server.end()
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: server.address })
    const log = logOf(stderr)
    expect(log.map(({ message }) => message)).toEqual(['listening', 'request', 'ending', 'ended'])
    expect(log[1]).toMatchObject({
      ...{ request_id: 'mine-1', method: 'GET', path: '/nothing', status: 404, reason: 'no-such-route' },
    })
    expect(stderr).not.toContain('hidden')
  })

  test('that is asked to end answers first what it was asked before', async () => {
    const server = await served(person)
    const { hostname, port } = new URL(server.address)
    const body = JSON.stringify({ prompt: 'x', agent: 'nobody' })
    const asking = connect(Number(port), hostname)
    const head = ['POST /tasks HTTP/1.1', 'Host: localhost', `Content-Length: ${body.length}`]
    asking.write([...head, 'Expect: 100-continue', '', ''].join('\r\n'))
    expect(String((await once(asking, 'data'))[0])).toContain('100 Continue')
    const ended = server.end()
    const takes = () =>
      new Promise((resolve) => {
        const knocking = connect(Number(port), hostname, () => resolve(knocking.destroy() !== undefined))
        knocking.once('error', () => resolve(false))
      })
    await expect.poll(takes).toBe(false)
    const answer = readAll(asking)
    asking.write(body)
    expect(await answer).toMatch(/^HTTP\/1\.1 404 .*"reason":"unknown-agent"/s)
    const { exitCode, stderr } = await ended
    expect(exitCode).toBe(0)
    expect(logOf(stderr).map(({ message }) => message)).toEqual(['listening', 'ending', 'request', 'ended'])
  })

  test.each([
    ['a folder that is nowhere', { WORKSPACE_DIR: '/nowhere' }, 'workspace not accessible'],
    ['no engine', nowhere, 'no container engine answers.'],
    [
      'a store that is none',
      { HAL_DATA: '/dev/null/data' },
      "/dev/null/data/hal.db, where hal keeps its tasks and what happens to workers, can't be read: ENOTDIR.",
    ],
  ])('with %s lives, and is not ready', async (_, env, error) => {
    await using server = await served(person, { env })
    expect(await server.ask('GET', '/healthz')).toMatchObject({ status: 200 })
    expect(await server.ask('GET', '/ready')).toEqual({
      status: 503,
      body: { status: 'not ready', error, timestamp: expect.stringMatching(/Z$/) },
    })
  })

  test('is ready as soon as what it needs is there', async () => {
    const data = join(person.home, 'data')
    writeFileSync(data, '')
    await using server = await served(person, { env: { HAL_DATA: data } })
    expect(await server.ask('GET', '/ready')).toMatchObject({ status: 503 })
    rmSync(data)
    mkdirSync(data)
    expect(await server.ask('GET', '/ready')).toMatchObject({ status: 200 })
  })

  test('is not ready while its engine is away, and is again when it is back', async () => {
    await using engine = await startEngineProxy()
    await using server = await served(person, { env: { DOCKER_HOST: engine.address } })
    expect(await server.ask('GET', '/ready')).toMatchObject({ status: 200 })
    await engine.cut()
    expect(await server.ask('GET', '/ready')).toMatchObject({ status: 503, body: { status: 'not ready' } })
    expect(await server.ask('GET', '/healthz')).toMatchObject({ status: 200 })
    await engine.restore()
    expect(await server.ask('GET', '/ready')).toMatchObject({ status: 200 })
  })

  test('logs as much as it is told to', async () => {
    const chatty = await served(person, { env: { LOG_LEVEL: 'debug' } })
    await chatty.ask('GET', '/healthz')
    expect(logOf((await chatty.end()).stderr)[1]).toMatchObject({ level: 'debug', path: '/healthz' })
    const quiet = await served(person, { env: { LOG_LEVEL: 'error' } })
    await quiet.ask('GET', '/nothing')
    expect((await quiet.end()).stderr).toBe('')
  })
})

describe('what it is started with', () => {
  test('a port that is taken is said', async () => {
    await using server = await served(person)
    const { port } = new URL(server.address)
    const ran = await person.hal(['serve', '--port', port])
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(ran.stderr).toContain(`hal: another program listens on port ${port} of 127.0.0.1 already.\n`)
  })

  test.each([
    ['an address for others without a secret', ['--host', '0.0.0.0'], {}, 4, 'anybody could run agents here'],
    [
      'a secret that is nowhere',
      ['--shared-secret-file', '/nowhere'],
      {},
      4,
      'in /nowhere is of no use: there is no such file',
    ],
    ['a short secret', [], { OPENCODE_SHARED_SECRET: 'abc' }, 4, 'it has 3 characters'],
    [
      'a secret of two lines',
      [],
      { OPENCODE_SHARED_SECRET: 'one long line\nanother' },
      4,
      'a header can’t carry',
    ],
    ['an address of another machine', ['--host', '192.0.2.1'], withSecret, 1, 'EADDRNOTAVAIL'],
    ['a port that is none', ['--port', '70000'], {}, 2, '--port: expected 0 to 65535, got "70000".'],
    ['a wrong PORT', [], { PORT: 'http' }, 2, 'PORT: expected a whole number from 0 to 65535, got "http".'],
    ['a wrong SESSION_TIMEOUT', [], { SESSION_TIMEOUT: '0' }, 2, 'SESSION_TIMEOUT: expected a whole number'],
    ['a wrong LOG_LEVEL', [], { LOG_LEVEL: 'loud' }, 2, 'LOG_LEVEL: expected debug, info, warn, error'],
  ])('%s is refused', async (_, args, env, exitCode, sentence) => {
    const ran = await person.hal(['serve', ...args], { env })
    expect(ran).toMatchObject({ exitCode, stdout: '' })
    expect(ran.stderr).toContain(sentence)
  })
})

describe('who may ask', () => {
  test('with a secret, whoever has it; probes need none', async () => {
    const file = join(person.home, 'secret')
    writeFileSync(file, `${secret}\n`, { mode: 0o600 })
    const server = await served(person, { args: ['--shared-secret-file', file, '--host', '0.0.0.0'] })
    const here = (path: string, init?: RequestInit) =>
      fetch(`http://127.0.0.1:${new URL(server.address).port}${path}`, init)
    for (const path of ['/healthz', '/health', '/ready']) expect((await here(path)).status).toBe(200)
    for (const init of [{}, bearer('wrong'), bearer(`${secret}x`), bearer('')]) {
      const answer = await here('/tasks', init)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect({ status: answer.status, body: await answer.json() }).toEqual({
        status: 401,
        body: {
          ...{ error: 'Unauthorized', exit_code: expect.any(Number), timestamp: expect.any(String) },
          details: expect.objectContaining({ reason: 'unauthorized' }),
        },
      })
    }
    expect((await here('/tasks', bearer(secret))).status).toBe(200)
    expect((await server.end()).stderr).not.toContain(secret)
  })

  test('with a second secret, others may look, and do nothing', async () => {
    const file = join(person.home, 'read-secret')
    const mayLook = 'look-and-do-not-touch'
    writeFileSync(file, `${mayLook}\n`, { mode: 0o600 })
    const alone = await person.hal(['serve', '--port', '0', '--read-secret-file', file])
    expect(alone).toMatchObject({ exitCode: 4, stdout: '' })
    expect(alone.stderr).toContain('there is no secret for those who may act')
    await using server = await served(person, { args: ['--read-secret-file', file], env: withSecret })
    const asked = async (method: string, path: string, init: RequestInit) =>
      (await server.fetch(path, { ...init, method, ...(method === 'POST' ? { body: '{}' } : {}) })).status
    expect(await asked('GET', '/tasks', bearer(mayLook))).toBe(200)
    expect(await asked('POST', '/tasks', bearer(mayLook))).toBe(403)
    expect(await asked('DELETE', '/sessions/x', bearer(mayLook))).toBe(403)
    expect(await asked('POST', '/tasks', bearer(secret))).toBe(400)
    const login = await server.fetch('/login', { method: 'POST', body: JSON.stringify({ secret: mayLook }) })
    const cookie = { headers: { cookie: login.headers.get('set-cookie')?.split(';')[0] ?? '' } }
    expect(await asked('GET', '/tasks', cookie)).toBe(200)
    expect(await asked('POST', '/tasks', cookie)).toBe(403)
  })

  test('without one, nobody by another name than this machine’s own', async () => {
    await using server = await served(person)
    const { port } = new URL(server.address)
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'LOCALHOST'])
      expect(await named(server.address, host)).toContain('200 OK')
    for (const host of [`evil.example:${port}`, '127.0.0.1.evil.example', 'localhost.', '0.0.0.0'])
      expect(await named(server.address, host)).toContain('"reason":"host-refused"')
  })

  test('no page of somebody else’s does anything', async () => {
    await using server = await served(person)
    const post = async (origin: string) =>
      (await server.fetch('/tasks/none/cancel', { method: 'POST', headers: { origin } })).status
    expect(await post('https://evil.example')).toBe(403)
    expect(await post('http://localhost:1')).toBe(403)
    expect(await post('null')).toBe(403)
    expect(await post(server.address)).toBe(404)
    // It may ask; that it can read nothing of the answer is its browser's to see to.
    const looked = await server.fetch('/workers', { headers: { origin: 'https://evil.example' } })
    expect([looked.status, looked.headers.get('access-control-allow-origin')]).toEqual([200, null])
  })
})

describe('what is asked', () => {
  test.each([
    ['no JSON', '{', 'the body: expected JSON.'],
    ['no object', '[]', 'the body: expected object.'],
    ['no prompt', { agent: 'claude' }, 'prompt is missing: expected string.'],
    ['a prompt without words', { prompt: ' \n', agent: 'claude' }, 'prompt: expected words.'],
    ['a time that is none', { prompt: 'x', agent: 'claude', timeoutMs: 0.5 }, 'timeoutMs: expected int.'],
    [
      'what nobody knows',
      { prompt: 'x', agent: 'claude', modell: 'sk-1' },
      'the body: expected nothing called modell.',
    ],
    [
      'a folder elsewhere',
      { prompt: 'x', agent: 'claude', workspace: '/etc' },
      'workspace: expected empty, or a folder in this server’s own.',
    ],
    [
      'a folder above',
      { prompt: 'x', agent: 'claude', workspace: '..' },
      'workspace: expected empty, or a folder in this server’s own.',
    ],
  ])('is refused with %s, and leaves nothing', async (_, body, error) => {
    await using server = await served(person)
    const answer = await server.fetch('/tasks', {
      ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    })
    expect({ status: answer.status, body: await answer.json() }).toEqual({
      status: 400,
      body: {
        ...{ error, exit_code: expect.any(Number), timestamp: expect.any(String) },
        details: expect.objectContaining({ reason: 'wrong-request' }),
      },
    })
    expect((await server.ask('GET', '/tasks')).body).toEqual({ version: 1, tasks: [] })
  })

  test('is refused where it is longer than any prompt', async () => {
    await using server = await served(person)
    const prompt = 'x'.repeat(17 * 1024 * 1024)
    expect(await server.ask('POST', '/tasks', { prompt, agent: 'claude' })).toMatchObject({
      status: 413,
      body: { error: 'the body is longer than 16 MiB.' },
    })
    // One that doesn't say before how long it is.
    const pieces = new Blob([`{"prompt": "${prompt}"`]).stream()
    const piecemeal = await server.fetch('/tasks', {
      method: 'POST',
      body: pieces,
      duplex: 'half',
    } as RequestInit)
    expect(piecemeal.status).toBe(413)
  })

  test('is not waited for without end', async () => {
    await using server = await served(person)
    expect(await raw(server.address, ['GET /healthz HTTP/1.1', 'Host: localhost'])).toContain('408')
  })

  test('may name what there is none of', async () => {
    await using server = await served(person)
    expect(await server.ask('GET', '/tasks/none')).toMatchObject({
      status: 404,
      body: { error: 'there is no task "none".', details: { reason: 'no-such-task' } },
    })
    expect((await server.fetch('/tasks/none/events')).status).toBe(404)
    expect(await server.ask('POST', '/tasks', { prompt: 'x', agent: 'cladue' })).toMatchObject({
      status: 404,
      body: { details: { reason: 'unknown-agent', suggestion: 'claude' } },
    })
  })
})
