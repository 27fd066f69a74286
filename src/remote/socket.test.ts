import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { ok } from '../lib/result.ts'
import { failureJson } from '../present/failure.ts'
import { openSocket } from './socket.ts'

const listening = async (server = createServer()) => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { server, url, [Symbol.dispose]: () => void server.close() }
}

const { signal } = new AbortController()

test('a WebSocket that is refused says why, in the server’s own words', async () => {
  using there = await listening()
  const { failure: details } = failureJson({ reason: 'may-only-look' }) as { failure: { message: string } }
  there.server.on('upgrade', (_, connection) => {
    const body = JSON.stringify({ error: details.message, details, exit_code: 4 })
    connection.end(`HTTP/1.1 403 Forbidden\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  })
  const opened = await openSocket({ url: there.url, secret: ok(undefined), signal }, '/workers/ada/terminal')
  expect(opened).toMatchObject({ ok: false, failure: { reason: 'may-only-look' } })
})

test('one that nobody answers is waited for no longer than its person wants', async () => {
  using there = await listening()
  const person = new AbortController()
  there.server.on('upgrade', () => person.abort())
  const address = { url: there.url, secret: ok(undefined), signal }
  const opened = await openSocket(address, '/workers/ada/typing', person.signal)
  expect(opened).toMatchObject({ ok: false, failure: { reason: 'cancelled' } })
})

test('one that is open stays so when its opening’s signal aborts', async () => {
  using there = await listening()
  const sockets = new WebSocketServer({ server: there.server })
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data)))
  const person = new AbortController()
  const opened = await openSocket(
    { url: there.url, secret: ok(undefined), signal },
    '/workers/ada/terminal',
    person.signal,
  )
  if (!opened.ok) throw new Error(opened.failure.reason)
  person.abort()
  opened.value.resume()
  opened.value.send('hello')
  expect(String((await once(opened.value, 'message'))[0])).toBe('hello')
  opened.value.terminate()
})
