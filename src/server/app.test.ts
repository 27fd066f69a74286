import { expect, test } from 'vitest'
import { ok } from '../lib/result.ts'
import { makeApp } from './app.ts'
import type { ServerContext } from './context.ts'
import { Limits } from './guard/limits.ts'
import { Visitors } from './guard/visitors.ts'
import { Metrics } from './metrics/metrics.ts'
import type { Route } from './route.ts'
import { openTraces } from './traces/open-traces.ts'

test('a stream of which only the head is asked for has ended', async () => {
  let isEnded = false
  const stream = () =>
    new ReadableStream({
      cancel: () => {
        isEnded = true
      },
    })
  const route: Route = {
    ...{ method: 'GET', path: '/events', summary: '', answers: {} },
    run: async () => ok(new Response(stream(), { headers: { 'content-type': 'text/event-stream' } })),
  }
  const log = () => undefined
  const context: Partial<ServerContext> = {
    settings: {
      secret: undefined,
      trustedProxies: { has: () => false },
    } as unknown as ServerContext['settings'],
    ...{ visitors: new Visitors(), limits: new Limits(0), metrics: new Metrics(), log },
    traces: await openTraces(undefined, { version: '1', log }),
  }
  const app = makeApp(context as ServerContext, [route])
  const incoming = { socket: { remoteAddress: '127.0.0.1' }, headers: {} }
  const answer = await app.request(
    'http://localhost/events',
    { method: 'HEAD', headers: { host: 'localhost' } },
    { incoming },
  )
  expect([answer.status, answer.headers.get('content-type'), isEnded]).toEqual([
    200,
    'text/event-stream',
    true,
  ])
})
