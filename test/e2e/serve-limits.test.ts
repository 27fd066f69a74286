import { connect } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nowhere, Person } from '../rigs/hal.ts'
import { type Served, served } from '../rigs/served.ts'
import { socketStatus } from '../rigs/socket.ts'

// What a server holds against whoever asks for too much. No engine.

let person: Person
beforeEach(() => {
  person = new Person(nowhere)
})
afterEach(() => person[Symbol.asyncDispose]())

type Headers = Readonly<Record<string, string>>

const secret = 'correct-horse-battery-staple'
const bearer = (given: string) => ({ authorization: `Bearer ${given}` })

/** One after the other, as often as asked for. */
async function statuses(server: Served, count: number, headers: Headers = {}): Promise<number[]> {
  const all: number[] = []
  for (let at = 0; at < count; at += 1) all.push((await server.fetch('/tasks', { headers })).status)
  return all
}

test('a client may ask for much at once, and is then told when to come back', async () => {
  await using server = await served(person, { env: { RATE_LIMIT: '1' } })
  expect(new Set(await statuses(server, 20))).toEqual(new Set([200]))
  const refused = await until(async () => {
    const answer = await server.fetch('/tasks')
    return answer.status === 429 ? answer : undefined
  })
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(await refused.json()).toMatchObject({
    ...{ retry_after: 1, details: { reason: 'too-many-requests' } },
  })
  await expect.poll(() => socketStatus(server.address, '/tasks/none/stream')).toBe(429)
  await expect.poll(async () => (await server.fetch('/tasks')).status, { interval: 1_000 }).toBe(200)
})

test('no program that works as it should ever meets the limit', async () => {
  await using server = await served(person)
  const all = await Promise.all(Array.from({ length: 10 }, () => statuses(server, 100)))
  expect(new Set(all.flat())).toEqual(new Set([200]))
})

test('who guesses the secret is not listened to for a while, and nobody else is kept out', async () => {
  const env = { OPENCODE_SHARED_SECRET: secret, TRUSTED_PROXIES: '127.0.0.1' }
  await using server = await served(person, { env })
  const from = (client: string, headers: Headers = {}) => ({ ...headers, 'x-forwarded-for': client })
  const login = await server.fetch('/login', {
    ...{ method: 'POST', headers: from('192.0.2.1'), body: JSON.stringify({ secret }) },
  })
  const cookie = { cookie: login.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const guesses = await statuses(server, 40, from('192.0.2.1', bearer(`${secret}x`)))
  expect(guesses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401))
  expect(guesses).toContain(429)
  const right = await server.fetch('/tasks', { headers: from('192.0.2.1', bearer(secret)) })
  expect(right.status).toBe(429)
  expect(await right.json()).toMatchObject({ details: { reason: 'too-many-knocks' } })
  const told = { method: 'POST', headers: from('192.0.2.1'), body: JSON.stringify({ secret }) }
  expect((await server.fetch('/login', told)).status).toBe(429)
  expect(await statuses(server, 1, from('192.0.2.1', cookie))).toEqual([200])
  expect(await statuses(server, 1, from('192.0.2.1'))).toEqual([401])
  expect(await statuses(server, 1, from('192.0.2.2', bearer(secret)))).toEqual([200])
})

test('those who never come to the end of their words are cut off, and all others are answered meanwhile', async () => {
  await using server = await served(person, { env: { RATE_LIMIT: '0' } })
  const { hostname, port } = new URL(server.address)
  const slow = Array.from({ length: 300 }, () => {
    const connection = connect(Number(port), hostname)
    connection.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    const trickle = setInterval(() => connection.write('a'), 500)
    connection.on('close', () => clearInterval(trickle))
    // It was cut off in the middle of a word.
    return readAll(connection).catch(() => 'cut off')
  })
  let areThere = true
  const ends = Promise.all(slow).finally(() => {
    areThere = false
  })
  while (areThere) expect(await statuses(server, 1)).toEqual([200])
  for (const end of await ends) expect(end).toMatch(/^(HTTP\/1\.1 408 |cut off)/)
})

test('more words before a request than any has are refused, and all others are answered as always', async () => {
  await using server = await served(person)
  const { hostname, port } = new URL(server.address)
  const asking = connect(Number(port), hostname)
  let answer = ''
  // Its end may be a reset, as much of what was sent is never read.
  asking.on('data', (bytes: Buffer) => (answer += bytes)).on('error', () => undefined)
  const ended = new Promise((resolve) => asking.once('close', resolve))
  asking.write(`GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(100 * 1024)}\r\n\r\n`)
  await ended
  expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/)
  expect(await statuses(server, 1)).toEqual([200])
})

test.each([
  ['RATE_LIMIT', 'many', 'RATE_LIMIT: expected a whole number from 0 to 1000000, got "many".'],
  ['TRUSTED_PROXIES', '10.0.0.1, proxy', 'TRUSTED_PROXIES: expected addresses'],
])('a wrong %s is refused', async (name, value, sentence) => {
  const ran = await person.hal(['serve'], { env: { [name]: value } })
  expect(ran).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(sentence) })
})

/** Tries again at once. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await look()
    if (seen !== undefined) return seen
  }
}
