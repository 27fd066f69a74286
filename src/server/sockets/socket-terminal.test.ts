import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { socketTerminal } from './socket-terminal.ts'
import { terminalQuery } from './terminal-size.ts'

const pieces = 64
const piece = Buffer.alloc(256 * 1024, 'x')

test('what is typed faster than a worker takes it waits on the other side, and none of it is lost', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const browser = new WebSocket(`ws://127.0.0.1:${port}`)
  const [socket] = (await once(server, 'connection')) as [WebSocket]
  const { input } = socketTerminal(socket, terminalQuery.parse({ columns: '80', rows: '24' }))
  await once(browser, 'open')
  for (let count = 0; count < pieces; count += 1) browser.send(piece)
  await expect.poll(() => socket.isPaused).toBe(true)
  let bytes = 0
  const all = Promise.withResolvers<void>()
  input.on('data', (data) => {
    bytes += data.length
    if (bytes === pieces * piece.length) all.resolve()
  })
  await all.promise
  expect(socket.isPaused).toBe(false)
  browser.terminate()
  server.close()
})
