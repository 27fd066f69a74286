import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Failure } from '../present/failure.ts'
import { problem, refusal } from './answer.ts'
import type { ServerContext } from './context.ts'
import { clientAddress } from './guard/client-address.ts'
import { refusalOf } from './guard/knock.ts'
import { logBug } from './log.ts'
import { requestIdOf } from './request-id.ts'
import type { Route } from './route.ts'
import type { RequestTrace } from './traces/traces.ts'

interface Env {
  readonly Bindings: HttpBindings
  readonly Variables: {
    readonly requestId: string
    readonly refusedFor: string | undefined
    readonly path: string | undefined
    readonly client: string
    readonly trace: RequestTrace
  }
}

/** The routes behind what guards them. */
export function makeApp(context: ServerContext, routes: readonly Route[]): Hono<Env> {
  const { settings, log, metrics, traces } = context
  const app = new Hono<Env>()
  const isOpen = new Set(routes.filter((route) => route.isOpen === true).map(({ path }) => path))
  const refuse = (c: Context<Env>, failure: Failure, say = refusal): Response => {
    c.set('refusedFor', failure.reason)
    return say(failure)
  }

  app.use(async (c, next) => {
    const startedMs = performance.now()
    const requestId = requestIdOf(c.req.header('x-request-id'))
    c.set('requestId', requestId)
    const trace = traces.request(c.req.method, c.req.header('traceparent'))
    c.set('trace', trace)
    await next()
    c.header('x-request-id', requestId)
    c.header('x-content-type-options', 'nosniff')
    c.header('cache-control', 'no-store')
    const { status } = c.res
    const tookMs = performance.now() - startedMs
    trace.end({ route: c.get('path'), status })
    metrics.countRequest({ method: c.req.method, path: c.get('path') ?? 'none', status }, tookMs / 1000)
    const level = status >= 500 ? 'warn' : isOpen.has(c.req.path) ? 'debug' : 'info'
    log(level, 'request', {
      ...{ request_id: requestId, trace_id: trace.traceId },
      ...{ method: c.req.method, path: c.req.path, status },
      ...{ reason: c.get('refusedFor'), duration_ms: Math.round(tookMs) },
    })
  })
  app.use(async (c, next) => {
    const client = clientAddress(c.env.incoming, settings.trustedProxies)
    c.set('client', client)
    const refused = refusalOf(context, {
      header: (name) => c.req.header(name),
      client,
      isAct: c.req.method !== 'GET',
      isOpen: isOpen.has(c.req.path),
    })
    return refused === undefined ? next() : refuse(c, refused)
  })
  for (const { method, path, run, isProblem } of routes) {
    app.on(method, path, async (c) => {
      c.set('path', path)
      const answered = await run({
        request: c.req.raw,
        params: c.req.param(),
        client: c.get('client'),
        traceparent: c.get('trace').traceparent,
      })
      if (!answered.ok) return refuse(c, answered.failure, isProblem === true ? problem : refusal)
      return c.req.method === 'HEAD' ? withoutBody(answered.value) : answered.value
    })
  }
  app.notFound((c) => refuse(c, { reason: 'no-such-route', method: c.req.method, path: c.req.path }))
  app.onError((bug, c) => {
    const requestId = c.get('requestId')
    logBug(log, bug, { request_id: requestId, trace_id: c.get('trace').traceId })
    return refuse(c, { reason: 'bug', requestId })
  })
  return app
}

/** Nobody reads it, and so nobody else ends it: a stream would go on for ever. */
async function withoutBody(answer: Response): Promise<Response> {
  await answer.body?.cancel()
  return new Response(null, answer)
}
