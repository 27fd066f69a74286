import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { askByPost, postJson } from './post-json.ts'
import { fail, ok } from './result.ts'

const options = { env: {}, ca: undefined, timeoutMs: 20_000, signal: new AbortController().signal }

const serve = async (listener: RequestListener) => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    address: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`,
    [Symbol.dispose]: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

test('posts an object as JSON', async () => {
  const got: unknown[] = []
  using server = await serve(async (request, response) => {
    const chunks = await request.toArray()
    got.push(request.method, request.headers['content-type'], JSON.parse(Buffer.concat(chunks).toString()))
    response.writeHead(204).end()
  })
  expect(await postJson(server.address, { text: 'größer' }, options)).toEqual(ok(undefined))
  expect(got).toEqual(['POST', 'application/json', { text: 'größer' }])
})

test('says why it did not work, without the address', async () => {
  using server = await serve((_, response) => void response.writeHead(500).end('x'.repeat(1_000_000)))
  expect(await postJson(server.address, {}, options)).toEqual(fail('it answers 500'))
  using silent = await serve(() => undefined)
  expect(await postJson(silent.address, {}, { ...options, timeoutMs: 200 })).toEqual(
    fail('nothing came for 0.2 s'),
  )
  expect(await postJson('http://127.0.0.1:1/secret', {}, options)).toEqual(
    fail(expect.not.stringContaining('secret') as string),
  )
})

test('reads what is answered, whatever the status, and no more than it may', async () => {
  using server = await serve((_, response) => void response.writeHead(400).end('{"error":"no"}'))
  expect(await askByPost(server.address, {}, { ...options, maxBytes: 100 })).toEqual(
    ok({ status: 400, text: '{"error":"no"}' }),
  )
  expect(await askByPost(server.address, {}, { ...options, maxBytes: 5 })).toEqual(
    fail('it answers more than 5 bytes'),
  )
  using dripping = await serve((_, response) => void response.writeHead(200).write('{'))
  expect(await askByPost(dripping.address, {}, { ...options, maxBytes: 100, timeoutMs: 200 })).toEqual(
    fail('nothing came for 0.2 s'),
  )
})
