import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ping } from '../../src/tmux/control-client.ts'
import { startTmuxServer, type TmuxServer } from '../rigs/tmux-server.ts'

let server: TmuxServer
beforeEach(() => {
  server = startTmuxServer()
  server.tmux('new-window', '-d', '-n', 'flood', 'exec yes a-line-that-is-printed-without-an-end')
})
afterEach(() => server[Symbol.asyncDispose]())

it('a client that wants no output any more is still answered, however much is printed', async () => {
  for (let each = 0; each < 10; each += 1) {
    const { client } = await server.openClient()
    // Until some of it waits to be written.
    await new Promise<void>((resolve) => client.onOutput('%1', () => resolve()))
    expect(await client.command(['refresh-client', '-f', 'no-output'])).toMatchObject({ ok: true })
    expect(await ping(client, 5_000)).toMatchObject({ ok: true })
    await client.close()
  }
})

it('a client that nobody reads any more goes, and what runs in its panes runs on', async () => {
  const { client, process } = await server.openClient()
  await new Promise<void>((resolve) => client.onOutput('%1', () => resolve()))
  const ended = once(process, 'exit')
  process.stdout?.destroy()
  process.stdin?.destroy()
  await ended
  expect(server.tmux('list-clients')).toBe('')
})
