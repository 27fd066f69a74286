import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import type { ServerContext } from '../context.ts'
import { FleetFeeds } from '../fleet/fleet-feeds.ts'
import { Limits } from '../guard/limits.ts'
import { Visitors } from '../guard/visitors.ts'
import { Metrics } from '../metrics/metrics.ts'
import { openTraces } from '../traces/open-traces.ts'
import { sockets } from './sockets.ts'

const [secret, readSecret] = ['the-secret-of-those-who-act', 'the-secret-of-those-who-look']
const ada = aRow({ name: 'ada' })
const scripted = scriptedFleet([ada])
const fleets = new FleetFeeds(scripted.verbs, () => undefined)
const logged: unknown[] = []
const context: Partial<ServerContext> = {
  ...{ fleets, workers: scripted.verbs, visitors: new Visitors(), limits: new Limits(0) },
  settings: {
    secret,
    readSecret,
    trustedProxies: { has: () => false },
  } as unknown as ServerContext['settings'],
  ...{ metrics: new Metrics(), traces: await openTraces(undefined, { version: '1', log: () => undefined }) },
  log: (_, message, facts) => void logged.push({ message, ...facts }),
  closing: new AbortController().signal,
}

const server = createServer().listen(0, '127.0.0.1')
server.on('upgrade', sockets(context as ServerContext))
await once(server, 'listening')
afterAll(() => fleets[Symbol.asyncDispose]().then(() => server.close()))

const open = (path: string, given: string | undefined = secret, headers = {}) => {
  const { port } = server.address() as AddressInfo
  const authorization = given === undefined ? {} : { authorization: `Bearer ${given}` }
  return new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { ...authorization, ...headers } })
}

/** As it is answered to whoever asks for a WebSocket and gets none. */
const refused = async (socket: WebSocket) => {
  const [request, answer] = await once(socket, 'unexpected-response')
  const { error, details } = JSON.parse(await text(answer))
  request.destroy()
  return { status: answer.statusCode, headers: answer.headers, error, reason: details.reason }
}

test('what is refused is said as any request’s refusal is', async () => {
  const typing = `/workers/ada/typing?container=${ada.worker.containerId}`
  const stranger = await refused(open(typing, 'not-the-secret-at-all'))
  expect(stranger).toMatchObject({ status: 401, reason: 'unauthorized' })
  expect(stranger.headers).toMatchObject({ 'www-authenticate': 'Bearer' })
  expect(await refused(open(typing, readSecret))).toMatchObject({ status: 403, reason: 'may-only-look' })
  const page = { origin: 'https://elsewhere.example' }
  expect(await refused(open(typing, secret, page))).toMatchObject({ status: 403, reason: 'origin-refused' })
  expect(await refused(open('/workers/ada'))).toMatchObject({ status: 404, reason: 'no-such-route' })
})

test('the log and the numbers have them, as they have any request', async () => {
  const path = '/workers/ada/terminal'
  await refused(open(`${path}?window=a-secret`, 'not-the-secret-at-all', { 'x-request-id': 'of-mine' }))
  expect(logged.at(-1)).toEqual({
    ...{ message: 'request', request_id: 'of-mine', trace_id: undefined },
    ...{ method: 'GET', path, status: 401, reason: 'unauthorized' },
  })
  expect(context.metrics?.text(new Map(), { atWork: 0 })).toContain(
    'path="/workers/:name/terminal",status="401"',
  )
})

test('nobody types into a container that is none of these workers', async () => {
  const other = await refused(open('/workers/ada/typing?container=somebody-elses'))
  expect(other).toMatchObject({ status: 404, reason: 'worker-gone' })
  expect(scripted.typed).toEqual([])
  const socket = open(`/workers/ada/typing?container=${ada.worker.containerId}`)
  await once(socket, 'open')
  for (const message of [{ type: 'key', key: 'Up' }, { type: 'end' }]) socket.send(JSON.stringify(message))
  await once(socket, 'close')
  expect(scripted.typed).toEqual(['ada <Up>'])
})
