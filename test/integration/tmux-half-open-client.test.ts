import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ControlClient, ping } from '../../src/tmux/control-client.ts'
import { startTmuxServer, type TmuxServer } from '../rigs/tmux-server.ts'

/** tmux-protocol.h: MSG_IDENTIFY_FLAGS with CLIENT_CONTROL, in a frame of OpenBSD's imsg. MSG_IDENTIFY_DONE would come after it. */
const iAmAControlClient = (): Buffer => {
  const message = Buffer.alloc(20)
  message.writeUInt32LE(100, 0)
  message.writeUInt16LE(message.length, 4)
  message.writeUInt32LE(8, 8)
  message.writeUInt32LE(process.pid, 12)
  message.writeInt32LE(0x2000, 16)
  return message
}

let server: TmuxServer
let half: Socket
let client: ControlClient
beforeEach(async () => {
  server = startTmuxServer()
  half = connect(server.socket)
  await once(half, 'connect')
  half.write(iAmAControlClient())
  // tmux reads in the order of connecting: once it has answered this one, it has read the other.
  client = (await server.openClient()).client
  expect(await ping(client, 5_000)).toMatchObject({ ok: true })
})
afterEach(() => server[Symbol.asyncDispose]())

describe('a control client', () => {
  it('that goes before it is ready harms nobody', async () => {
    half.destroy()
    await once(half, 'close')
    const next = (await server.openClient()).client
    expect(await ping(next, 5_000)).toMatchObject({ ok: true })
    expect(await ping(client, 5_000)).toMatchObject({ ok: true })
  })

  it('that is not ready yet keeps no server from ending in order', async () => {
    process.kill(Number(server.tmux('display-message', '-p', '#{pid}')), 'SIGTERM')
    // Its stream may end before the last line of it was read. A server that was ended out of order has other words.
    expect(['tmux let the client go', 'Premature close']).toContain(await client.closed)
    half.destroy()
  })

  it('that is not ready yet is told no news, and the others are', async () => {
    server.tmux('rename-session', '-t', 'hal', 'renamed')
    expect(await ping(client, 5_000)).toMatchObject({ ok: true })
    half.destroy()
  })
})
