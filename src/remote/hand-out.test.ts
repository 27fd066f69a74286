import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ok } from '../lib/result.ts'
import { bundleFromWorker } from './hand-out.ts'
import { openWire } from './wire.ts'

async function bundleOf(listener: RequestListener, signal = new AbortController().signal) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const wire = openWire({ url: `http://127.0.0.1:${port}`, secret: ok(undefined), signal })
  const to = new PassThrough()
  const said = buffer(to).catch(() => Buffer.from('broken off'))
  const handed = await bundleFromWorker(wire, { name: 'ada', known: ['1', '2'], to })
  to.destroy()
  server.close()
  return { handed, said: String(await said) }
}

test('a bundle comes whole, without what is known', async () => {
  const { handed, said } = await bundleOf(({ url }, response) => response.end(`asked for ${url}`))
  expect(handed).toEqual(ok(undefined))
  expect(said).toBe('asked for /workers/ada/bundle?known=1%2C2')
})

test('one that is cut off is none, and nothing was changed', async () => {
  const { handed } = await bundleOf((_, response) => {
    response.write('half of it', () => response.destroy())
  })
  expect(handed).toMatchObject({ ok: false, failure: { reason: 'server-lost', mayHaveArrived: false } })
})

test('whoever goes meanwhile has asked for nothing more', async () => {
  const person = new AbortController()
  const { handed } = await bundleOf((_, response) => {
    response.write('half of it', () => person.abort())
  }, person.signal)
  expect(handed).toMatchObject({ ok: false, failure: { reason: 'cancelled' } })
})
