import { createServer, type IncomingMessage, request } from 'node:http'
import type { Registry } from './registry.ts'

/** What happens to one request on its way to the registry. */
export type Fault =
  | { readonly kind: 'answer'; readonly status: number }
  | { readonly kind: 'hang' }
  /** After its first bytes have arrived there; `before` the connection breaks. */
  | { readonly kind: 'cut'; readonly before?: () => Promise<void> }
  /** Its answer names another digest. */
  | { readonly kind: 'lie'; readonly digest: string }

/** What stands between an engine and a real registry, and does harm where a test says so. */
export interface FaultyRegistry extends AsyncDisposable {
  readonly host: string
  /** `PUT /v2/team/hal-base/manifests/latest`, in their order. */
  readonly requests: string[]
  /** Asked for each request. */
  harm: (request: string) => Fault | undefined
}

export async function startFaultyRegistry(registry: Registry): Promise<FaultyRegistry> {
  const [hostname = '', port = ''] = registry.host.split(':')
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming
    const name = `${method} ${url.replace(/\?.*/, '')}`
    faulty.requests.push(name)
    const fault = faulty.harm(name)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'answer') {
      incoming.resume()
      outgoing.writeHead(fault.status).end()
      return
    }
    const forwarded = request({ hostname, port, method, path: url, headers }, (answer) => {
      const digest = fault?.kind === 'lie' ? { 'docker-content-digest': fault.digest } : {}
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...digest })
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => incoming.socket.destroy())
    if (fault?.kind === 'cut') cut(incoming, forwarded, fault.before)
    else incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const faulty: FaultyRegistry = {
    host: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    requests: [],
    harm: () => undefined,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return faulty
}

function cut(
  incoming: IncomingMessage,
  forwarded: ReturnType<typeof request>,
  before: () => Promise<void> = async () => {},
): void {
  incoming.once('data', (bytes: Buffer) => {
    incoming.pause()
    forwarded.write(bytes, () => {
      void before().then(() => {
        forwarded.destroy()
        incoming.socket.destroy()
      })
    })
  })
}
