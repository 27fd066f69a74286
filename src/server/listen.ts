import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { fail, ok, type Result } from '../lib/result.ts'
import { within } from '../lib/within.ts'
import type { ServerFailure } from '../present/failures/server.ts'

/** A client may take its time for words, and no longer than this for what stands before them, or for all of them. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 1_000 }

/** How long what was asked before the end may still take. */
const patienceMs = 10_000

export interface Listening {
  /** `http://127.0.0.1:3003` */
  readonly address: string
  /** Takes nothing new, and lets what is being answered come to its end. */
  readonly close: () => Promise<void>
}

interface Answerers {
  readonly fetch: Parameters<typeof getRequestListener>[0]
  /** Takes over what is to be something else than HTTP. */
  readonly upgrade: (request: IncomingMessage, connection: Duplex, head: Buffer) => void
}

export async function listen(
  { fetch, upgrade }: Answerers,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Result<Listening, ServerFailure>> {
  const server = createServer(timeouts, getRequestListener(fetch, { overrideGlobalObjects: false }))
  server.on('upgrade', upgrade)
  // Whoever would keep a connection for later is not waited for once there is no later.
  server.on('request', (_, answer) => {
    answer.once('close', () => {
      if (!server.listening) server.closeIdleConnections()
    })
  })
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return fail(
      detail === 'EADDRINUSE'
        ? { reason: 'port-taken', host, port }
        : { reason: 'cannot-listen', host, port, detail },
    )
  }
  const bound = (server.address() as AddressInfo).port
  return ok({
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await within(closed, { ms: patienceMs, signal: new AbortController().signal })
      server.closeAllConnections()
    },
  })
}
