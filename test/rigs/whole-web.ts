import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createProxy, type Server } from 'node:http'
import { createServer } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'

export interface Page {
  readonly status?: number
  readonly location?: string
  readonly body?: string | Buffer
}

/** A web of a test's own: hosts by their real names over TLS, signed by an authority of its own, behind a proxy that leads nowhere else. */
export interface WholeWeb extends AsyncDisposable {
  /** For HTTPS_PROXY. */
  readonly proxy: string
  /** The PEM file of its authority. */
  readonly caFile: string
  /** By address without `https://`: `dl.k8s.io/release/stable.txt`. What isn't there is 404. */
  readonly pages: Map<string, Page>
}

export async function startWholeWeb(hosts: readonly string[]): Promise<WholeWeb> {
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-web-'))
  const { key, cert, caFile } = await certificates(dir, hosts)
  const pages = new Map<string, Page>()
  const web = createServer({ key, cert }, ({ url, headers }, response) => {
    const { status = 200, location, body = '' } = pages.get(`${headers.host}${url}`) ?? { status: 404 }
    response.writeHead(status, location === undefined ? {} : { location }).end(body)
  })
  const proxy = createProxy()
  proxy.on('connect', ({ url = '' }, client, head) => {
    if (!hosts.includes(url.replace(/:443$/, ''))) {
      client.end('HTTP/1.1 502 no such host\r\n\r\n')
      return
    }
    const there = connect(portOf(web), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      there.write(head)
      there.pipe(client).pipe(there)
    })
    for (const socket of [there, client]) socket.on('error', () => undefined)
  })
  for (const server of [web, proxy]) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  return {
    proxy: `http://127.0.0.1:${portOf(proxy)}`,
    caFile,
    pages,
    [Symbol.asyncDispose]: async () => {
      web.closeAllConnections()
      web.close()
      proxy.close()
      await rm(dir, { recursive: true })
    },
  }
}

const portOf = (server: Pick<Server, 'address'>): number => {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen')
  return address.port
}

async function certificates(dir: string, hosts: readonly string[]) {
  const at = (name: string) => join(dir, name)
  const openssl = (...args: readonly string[]) => execa('openssl', args)
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=hal-test']
  await openssl('req', '-x509', ...fresh, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-days', '1')
  await openssl('req', ...fresh, '-keyout', at('key'), '-out', at('request'))
  await writeFile(at('names'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}`)
  const signed = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('names')]
  await openssl('x509', '-req', '-in', at('request'), ...signed, '-out', at('cert'), '-days', '1')
  const [key, cert] = await Promise.all([readFile(at('key')), readFile(at('cert'))])
  return { key, cert, caFile: at('ca.pem') }
}
