import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A span, as it was sent. */
export interface SentSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  /** 2: of a server. */
  readonly kind: number
  /** 2: it failed. */
  readonly status: { readonly code?: number; readonly message?: string }
  readonly attributes: Readonly<Record<string, unknown>>
  /** Of whom it is. */
  readonly resource: Readonly<Record<string, unknown>>
  readonly startMs: number
  readonly endMs: number
}

/** A collector of traces that takes JSON over HTTP, and keeps all. */
export interface OtlpReceiver extends AsyncDisposable {
  /** `http://127.0.0.1:40123` */
  readonly address: string
  readonly spans: readonly SentSpan[]
  /** All that came, as it was written. */
  readonly bodies: readonly string[]
}

interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

export async function otlpReceiver(): Promise<OtlpReceiver> {
  const spans: SentSpan[] = []
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    bodies.push(body)
    if (request.url === '/v1/traces') spans.push(...spansIn(body))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...{ spans, bodies, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function spansIn(body: string): readonly SentSpan[] {
  const { resourceSpans } = JSON.parse(body)
  // biome-ignore lint/suspicious/noExplicitAny: as the protocol has it
  return resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: as the protocol has it
    scopeSpans.flatMap(({ spans }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: as the protocol has it
      spans.map((span: any) => ({
        ...{ name: span.name, traceId: span.traceId, spanId: span.spanId, kind: span.kind },
        ...{ parentSpanId: span.parentSpanId || undefined, status: span.status ?? {} },
        ...{ attributes: recordOf(span.attributes), resource: recordOf(resource.attributes) },
        ...{ startMs: Number(span.startTimeUnixNano) / 1e6, endMs: Number(span.endTimeUnixNano) / 1e6 },
      })),
    ),
  )
}

const recordOf = (attributes: readonly Attribute[] = []): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
