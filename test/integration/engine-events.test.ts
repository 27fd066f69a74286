import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openApi } from '../../src/engines/docker/api.ts'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { watchEvents } from '../../src/engines/docker/events.ts'
import { startEngineProxy } from '../rigs/engine-proxy.ts'
import { findTestEngine } from '../rigs/test-engine.ts'

/** A way to the engine that a test can cut. */
async function openDoor(
  socketPath: string,
  engineSocket: string,
): Promise<{ readonly cut: () => Promise<void> }> {
  const open = new Set<Socket>()
  const server: Server = createServer((near) => {
    const far = connect(engineSocket)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  return {
    cut: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      return closed
    },
  }
}

test('an engine that goes away is lost once, and its events come again when it is back', async () => {
  const found = await findTestEngine()
  if (found.endpoint.kind !== 'unix') throw new Error('this test needs an engine on a unix socket')
  const folder = mkdtempSync(join(tmpdir(), 'hal-test-engines-'))
  const socketPath = join(folder, 'engine.sock')
  let door = await openDoor(socketPath, found.endpoint.socketPath)
  await using engine = openDockerEngine({ ...found, endpoint: { kind: 'unix', socketPath } })
  const abort = new AbortController()
  const events = engine.events({ 'hal-test-engines': 'door' }, abort.signal)[Symbol.asyncIterator]()

  expect((await events.next()).value).toEqual({ kind: 'connected' })
  await door.cut()
  expect((await events.next()).value).toMatchObject({ kind: 'lost' })
  expect(await engine.list({})).toMatchObject({
    ok: false,
    failure: { reason: 'engine-lost', address: `unix://${socketPath}` },
  })
  const again = events.next()
  door = await openDoor(socketPath, found.endpoint.socketPath)
  expect((await again).value).toEqual({ kind: 'connected' })
  expect(await engine.list({ 'hal-test-engines': 'door' })).toEqual({ ok: true, value: [] })

  abort.abort()
  expect((await events.next()).done).toBe(true)
  await door.cut()
  rmSync(folder, { recursive: true })
})

test('an engine that hangs without closing anything is lost once, too, and its events come again when it goes on', async () => {
  await using proxy = await startEngineProxy()
  const found = await findTestEngine()
  const api = openApi({
    ...found,
    endpoint: { kind: 'unix', socketPath: proxy.address.slice('unix://'.length) },
  })
  const abort = new AbortController()
  const events = watchEvents(api, {
    ...{ labels: { 'hal-test-engines': 'stalled' }, signal: abort.signal },
    patience: { quietMs: 10, answerMs: 2_000 },
  })
  expect((await events.next()).value).toEqual({ kind: 'connected' })
  proxy.stall()
  const { value: lost } = await events.next()
  expect(lost).toEqual({ kind: 'lost', why: 'nothing came back within 2s', since: expect.any(Date) })
  const again = events.next()
  proxy.flow()
  expect((await again).value).toEqual({ kind: 'connected' })

  abort.abort()
  expect((await events.next()).done).toBe(true)
  api.close()
})

test('an engine that hangs is not asked for ever how things are', async () => {
  await using proxy = await startEngineProxy()
  const found = await findTestEngine()
  const endpoint = { kind: 'unix', socketPath: proxy.address.slice('unix://'.length) } as const
  await using engine = openDockerEngine({ ...found, endpoint, patienceMs: 500 })
  const silent = {
    ok: false,
    failure: { reason: 'engine-lost', address: proxy.address, detail: 'it has not answered for 0.5 s' },
  }
  proxy.stall()
  expect(await Promise.all([engine.list({}), engine.inspect('ada'), engine.info()])).toEqual([
    ...[silent, silent, silent],
  ])
  proxy.flow()
  expect(await engine.list({ 'hal-test-engines': 'none' })).toEqual({ ok: true, value: [] })
})
