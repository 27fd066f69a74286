import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { bridgeAddress } from './bridge.ts'

/** A version's facts besides its archive. */
export interface Published {
  readonly package: string
  readonly version: string
  /** What its archive has, by path below `package/`. */
  readonly files: Readonly<Record<string, string | Buffer>>
  readonly deprecated?: string
}

/** A real registry over HTTP with packages of a test's own, reachable from builds too. Gone when disposed. */
export interface NpmRegistry extends AsyncDisposable {
  readonly address: string
  /** Answers the sum of its archive, as npm writes it. */
  publish(published: Published): Promise<string>
}

/** `latest` is the version published last, as npm does it. */
export async function startNpmRegistry(): Promise<NpmRegistry> {
  const archives = new Map<string, Buffer>()
  const packuments = new Map<string, { latest: string; versions: Record<string, object> }>()
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1)
    const archive = archives.get(path)
    const packument = packuments.get(path)
    if (archive !== undefined) response.end(archive)
    else if (packument !== undefined) {
      const { latest, versions } = packument
      response.end(JSON.stringify({ name: path, 'dist-tags': { latest }, versions }))
    } else response.writeHead(404).end('{"error":"Not found"}')
  })
  server.listen(0)
  await once(server, 'listening')
  const found = server.address()
  const port = typeof found === 'object' ? found?.port : undefined
  return {
    address: `http://${await bridgeAddress()}:${port}`,
    publish: async ({ package: name, version, files, deprecated }) => {
      const archive = await archiveOf(files)
      const path = `${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`
      archives.set(path, archive)
      const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
      const { versions } = packuments.get(name) ?? { versions: {} }
      const facts = {
        ...{ name, version, dist: { integrity } },
        ...(deprecated === undefined ? {} : { deprecated }),
      }
      packuments.set(name, { latest: version, versions: { ...versions, [version]: facts } })
      return integrity
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** As npm packs: everything below `package/`. */
async function archiveOf(files: Published['files']): Promise<Buffer> {
  const tar = pack()
  for (const [path, content] of Object.entries(files))
    tar.entry({ name: `package/${path}`, mode: 0o755 }, content)
  tar.finalize()
  return buffer(tar.pipe(createGzip()))
}
