import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fail, ok } from '../lib/result.ts'
import { failureJson, sentenceOf } from '../present/failure.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { inspectWorker, listWorkers } from './list.ts'
import { workerPath } from './path.ts'
import { runInWorker } from './run.ts'
import { sendToWorker } from './send.ts'
import type { ServerAddress } from './server-address.ts'
import { showTask } from './show-task.ts'
import { openSocket } from './socket.ts'
import { openWire } from './wire.ts'

// Whoever answers where a server should be: on loopback, and no hal.

const { signal } = new AbortController()

const listening = async (server: Pick<Server, 'listen' | 'close' | 'address' | 'once'>) => {
  server.listen(0, '127.0.0.1')
  await once(server as Server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, [Symbol.dispose]: () => void server.close() }
}
const answering = (listener: RequestListener) => listening(createServer(listener))

const wireTo = (url: string, over: Partial<ServerAddress> = {}) =>
  openWire({ url, secret: ok(undefined), signal, ...over })
const list = (url: string, over?: Partial<ServerAddress>) => listWorkers(wireTo(url, over))
const failureOf = async (asked: ReturnType<typeof list>): Promise<WorkerFailure> => {
  const answered = await asked
  if (answered.ok) throw new Error('it was answered')
  return answered.failure
}

const madeOnce = <T>(make: () => T) => {
  let made: T | undefined
  return () => (made ??= make())
}

/** Of a server on loopback, and of fleet.example.com. */
const certificate = madeOnce(() => {
  const folder = mkdtempSync(join(tmpdir(), 'hal-tls-'))
  const names = 'subjectAltName=IP:127.0.0.1,DNS:fleet.example.com'
  const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')]
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-addext', names, ...files],
    { stdio: 'ignore' },
  )
  return { key: readFileSync(join(folder, 'key')), cert: readFileSync(join(folder, 'cert')) }
})

/** As a server's `answer.ts` writes it. */
const refusing = (status: number, body: object) =>
  answering((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })

test('nobody there, and a name that nobody has', async () => {
  const closed = await answering(() => undefined)
  closed[Symbol.dispose]()
  const url = `http://127.0.0.1:${closed.port}`
  expect(await failureOf(list(url))).toEqual({ reason: 'no-server', url, detail: 'nothing listens there' })
  const unknown = await failureOf(list('http://no-such-host.invalid'))
  expect(unknown).toMatchObject({ reason: 'no-server', detail: 'its name is not known here' })
})

test('a proxy on the way that doesn’t answer is told from the server', async () => {
  const closed = await answering(() => undefined)
  closed[Symbol.dispose]()
  const proxy = { http_proxy: `http://127.0.0.1:${closed.port}` }
  const failed = await failureOf(list('http://fleet.example.com', { proxy }))
  expect(failed).toMatchObject({
    reason: 'no-server',
    detail: `the proxy at 127.0.0.1:${closed.port} doesn’t answer`,
  })
})

test('a proxy carries what is asked, and none stands before this machine', async () => {
  using proxy = await answering((request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(request.url === 'http://fleet.example.com/workers' ? '{"workers":[]}' : '{}')
  })
  const through = { proxy: { http_proxy: `http://127.0.0.1:${proxy.port}` } }
  expect(await list('http://fleet.example.com', through)).toEqual({ ok: true, value: [] })
  using here = await refusing(200, { workers: [] })
  expect(await list(`http://127.0.0.1:${here.port}`, through)).toEqual({ ok: true, value: [] })
})

test('a connection that breaks in the middle: what was to be done may be done', async () => {
  using server = await answering((request) => {
    request.resume().once('end', () => request.socket.destroy())
  })
  const url = `http://127.0.0.1:${server.port}`
  expect(await failureOf(list(url))).toMatchObject({ reason: 'server-lost', mayHaveArrived: false })
  const sent = await sendToWorker(wireTo(url), { name: 'ada', text: 'ls' })
  expect(sent).toMatchObject({ ok: false, failure: { reason: 'server-lost', mayHaveArrived: true } })
})

test('an answer that is cut off is none', async () => {
  using server = await answering((_, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{"workers":', () => response.destroy())
  })
  const failed = await failureOf(list(`http://127.0.0.1:${server.port}`))
  expect(failed).toMatchObject({ reason: 'server-lost' })
})

test('what is no hal: another program, and a proxy that says that its server is down', async () => {
  using page = await answering((_, response) => response.end('<h1>Welcome</h1>'))
  using proxy = await answering((_, response) => response.writeHead(502).end('<h1>Bad Gateway</h1>'))
  for (const [{ port }, status] of [
    [page, 200],
    [proxy, 502],
  ] as const)
    expect(await failureOf(list(`http://127.0.0.1:${port}`))).toMatchObject({ reason: 'not-a-hal', status })
})

test('a server that breaks off behind a proxy’s tunnel was reached', async () => {
  using tls = await listening(
    createTlsServer(certificate(), (request) => {
      request.resume().once('end', () => request.socket.destroy())
    }),
  )
  const tunnel = createServer().on('connect', (_, person) => {
    const way = connect(tls.port, '127.0.0.1', () => person.write('HTTP/1.1 200 OK\r\n\r\n'))
    way.pipe(person).pipe(way)
    for (const end of [way, person]) end.on('error', () => undefined)
  })
  using proxy = await listening(tunnel)
  const through = { https_proxy: `http://127.0.0.1:${proxy.port}` }
  const wire = wireTo('https://fleet.example.com', { ca: certificate().cert, proxy: through })
  expect(await sendToWorker(wire, { name: 'ada', text: 'ls' })).toMatchObject({
    failure: { reason: 'server-lost', mayHaveArrived: true },
  })
})

test('who speaks no TLS, and who nobody trusts, is told nothing', async () => {
  let heard = ''
  const plain = createSocketServer((socket) => socket.on('data', (data) => (heard += data)).end('hello'))
  plain.listen(0, '127.0.0.1')
  await once(plain, 'listening')
  const { port } = plain.address() as AddressInfo
  const secret = 'a-secret-of-many-characters'
  const failed = await failureOf(list(`https://127.0.0.1:${port}`, { secret: ok(secret) }))
  expect(failed).toMatchObject({ reason: 'server-untrusted', detail: 'it speaks no TLS' })
  expect(heard).not.toContain(secret)
  plain.close()

  const { key, cert } = certificate()
  let asked = 0
  using tls = await listening(
    createTlsServer({ key, cert }, (_, response) => {
      asked += 1
      response.setHeader('content-type', 'application/json').end('{"workers":[]}')
    }),
  )
  const url = `https://127.0.0.1:${tls.port}`
  expect(await failureOf(list(url))).toMatchObject({ reason: 'server-untrusted', url })
  expect(asked).toBe(0)
  expect(await list(url, { ca: cert })).toEqual({ ok: true, value: [] })
})

test.each(['..', '.', ''])(
  'a name that no address can carry is refused as here, and nobody is asked: %j',
  async (name) => {
    let asked = 0
    using server = await answering((_, response) => {
      asked += 1
      response.end('{}')
    })
    const wire = wireTo(`http://127.0.0.1:${server.port}`)
    const invalid = { ok: false, failure: { reason: 'invalid-name', name } }
    expect(await inspectWorker(wire, name)).toEqual(invalid)
    expect(await sendToWorker(wire, { name, text: 'ls' })).toEqual(invalid)
    expect(await openSocket(wire.address, workerPath(name, 'terminal'))).toEqual(invalid)
    expect(await showTask(wire, name)).toMatchObject({ failure: { reason: 'invalid-input', got: name } })
    expect(asked).toBe(0)
  },
)

test('a secret that can’t be had is said where something is asked for, and nobody is asked', async () => {
  let asked = 0
  using server = await answering(() => (asked += 1))
  const failure = { reason: 'secret-exposed', file: '/home/me/secret', mode: 0o644 } as const
  const over = { secret: fail(failure) }
  const url = `http://127.0.0.1:${server.port}`
  expect(await failureOf(list(url, over))).toEqual(failure)
  expect(await openSocket({ url, signal, ...over }, '/workers/ada/terminal')).toEqual(fail(failure))
  expect(asked).toBe(0)
})

test('who goes before a server was there leaves no command running', async () => {
  const silent = createSocketServer().listen(0, '127.0.0.1')
  const came = once(silent, 'connection')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const person = new AbortController()
  const wire = wireTo(`https://127.0.0.1:${port}`)
  const running = runInWorker(wire, { name: 'ada', text: 'make', signal: person.signal })
  const [socket] = await came
  person.abort()
  expect(await running).toMatchObject({ ok: false, failure: { reason: 'cancelled' } })
  socket.destroy()
  silent.close()
})

test('who goes while a command runs is told that it does', async () => {
  const person = new AbortController()
  using server = await answering(() => person.abort())
  const wire = wireTo(`http://127.0.0.1:${server.port}`)
  const ran = await runInWorker(wire, { name: 'ada', text: 'make', signal: person.signal })
  expect(ran).toMatchObject({ ok: false, failure: { reason: 'left-running', worker: 'ada' } })
})

test('a hal of another version: one that has no such route, and one whose words are others', async () => {
  const details = { reason: 'no-such-route', message: 'there is no GET /workers.' }
  using older = await refusing(404, { error: details.message, details })
  expect(await failureOf(list(`http://127.0.0.1:${older.port}`))).toMatchObject({
    ...{ reason: 'server-differs', how: 'older', what: 'GET /workers' },
  })
  using newer = await refusing(200, { workers: [{ name: 'ada' }] })
  expect(await failureOf(list(`http://127.0.0.1:${newer.port}`))).toMatchObject({
    ...{ reason: 'server-differs', how: 'other', what: expect.stringContaining('GET /workers: workers.0.') },
  })
})

const refusedWith = async (failure: object, exitCode: number, why?: readonly string[]) => {
  const { message } = failure as { readonly message: string }
  using server = await refusing(409, { error: message, details: failure, why, exit_code: exitCode })
  return await failureOf(list(`http://127.0.0.1:${server.port}`))
}

test('what a server refuses for a reason that is known here is that very failure', async () => {
  const failure: WorkerFailure = {
    ...{ reason: 'no-such-worker', name: 'lda', suggestion: 'ada', running: ['ada'] },
  }
  const { failure: facts } = failureJson(failure) as { readonly failure: object }
  expect(await refusedWith(facts, 5)).toEqual(failure)
})

test('what it refuses otherwise it says in its own words, with its own exit code', async () => {
  const moon = { reason: 'moon-full', message: 'the moon is full.', next: 'Wait for a day.' }
  const told = await refusedWith(moon, 5, ['It shines.'])
  expect(told).toMatchObject({ reason: 'server-refused', said: 'moon-full' })
  expect(sentenceOf(told)).toMatchObject({
    ...{ what: moon.message, why: ['It shines.'], next: moon.next, exitCode: 5 },
  })
  // A reason of this hal's, without its facts, or with others.
  for (const facts of [{}, { name: 'ada', running: 'all', suggestion: 7 }])
    expect(await refusedWith({ reason: 'no-such-worker', message: 'who?', ...facts }, 5)).toMatchObject({
      ...{ reason: 'server-refused', what: 'who?' },
    })
  // Reasons with which a server could choose what this hal ends with, or have it stumble.
  for (const reason of ['server-refused', 'constructor', '__proto__'])
    expect(await refusedWith({ reason, what: 'no.', message: 'no.', why: 7, exitCode: 0 }, 5)).toMatchObject({
      reason: 'server-refused',
      said: reason,
      why: [],
      exitCode: 5,
    })
})
