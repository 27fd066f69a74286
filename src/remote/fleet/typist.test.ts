import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { Background } from '../../lib/background.ts'
import { ok } from '../../lib/result.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { openWire } from '../wire.ts'
import { openTypist } from './typist.ts'

test('a server that takes nothing more keeps nobody in a dashboard that ends', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connected = once(new WebSocketServer({ server }), 'connection')
  const { port } = server.address() as AddressInfo
  const ended = new AbortController()
  const wire = openWire({ url: `http://127.0.0.1:${port}`, secret: ok(undefined), signal: ended.signal })
  const lost: WorkerFailure[] = []
  const typist = openTypist(wire, {
    ...{ worker: { name: 'ada', containerId: 'c0ffee' }, window: undefined, before: undefined },
    ...{ onLost: (failure) => lost.push(failure), background: new Background(), signal: ended.signal },
  })
  typist.type({ kind: 'key', key: 'Up' })
  const [socket] = await connected
  await once(socket, 'message')
  socket.pause()
  const left = typist[Symbol.asyncDispose]()
  ended.abort()
  await left
  expect(lost).toEqual([])
  server.close()
})
