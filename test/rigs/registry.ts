import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { execa } from 'execa'

/** A real registry (Debian's `docker-registry`), empty, gone when disposed. */
export interface Registry extends AsyncDisposable {
  /** `127.0.0.1:40123`: engines ask no TLS of a loopback registry. */
  readonly host: string
  /** `kill -9`; resolves when it is dead. */
  kill(): Promise<void>
  /** Again, with the same port and all that it had; `within` is what its command begins with (`OwnEngine.inside`). */
  start(within?: readonly string[]): Promise<void>
}

/** Whom a registry with a login lets in, and what docker's config says of them. */
export const reader = { username: 'ada', password: 'sesame' }
export const loginFor = (host: string, { username, password } = reader): string =>
  JSON.stringify({ auths: { [host]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } } })

/** That password, as bcrypt has it. */
const htpasswd = 'ada:$2y$05$abcdefghijklmnopqrstuuKcS.CYWVYVaLiiCKrrc0A5s3mGesJ9O\n'

/** Rejects when the program isn't installed: a test that needs a registry must fail without one. */
export async function startRegistry(
  options: {
    readonly hasLogin?: boolean
    /** With a certificate that nobody knows. */
    readonly hasTls?: boolean
    readonly address?: string
  } = {},
): Promise<Registry> {
  const { hasLogin = false, hasTls = false, address = '127.0.0.1' } = options
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-registry-'))
  const port = await freePort(address)
  const config = join(dir, 'config.yml')
  if (hasLogin) await writeFile(join(dir, 'htpasswd'), htpasswd)
  if (hasTls) await makeCertificate(dir, address)
  const tls = hasTls ? `, tls: {certificate: ${dir}/cert.pem, key: ${dir}/key.pem}` : ''
  await writeFile(
    config,
    [
      'version: 0.1',
      'log: {level: info}',
      `storage: {filesystem: {rootdirectory: ${dir}/data}, delete: {enabled: true}}`,
      `http: {addr: "${address}:${port}"${tls}}`,
      ...(hasLogin ? [`auth: {htpasswd: {realm: test, path: ${dir}/htpasswd}}`] : []),
    ].join('\n'),
  )
  let child = await serve(config)
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  return {
    host: `${address}:${port}`,
    kill,
    start: async (within) => {
      child = await serve(config, within)
    },
    [Symbol.asyncDispose]: async () => {
      await kill()
      await rm(dir, { recursive: true })
    },
  }
}

async function serve(config: string, within: readonly string[] = []): Promise<ChildProcess> {
  const [program = '', ...args] = [...within, 'docker-registry', 'serve', config]
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  await isListening(child)
  return child
}

const makeCertificate = (dir: string, address: string) =>
  execa('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=registry'],
    ...['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'cert.pem')],
    ...['-addext', `subjectAltName=IP:${address}`],
  ])

const isListening = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`docker-registry ended with ${code}`)))
    if (child.stderr === null) throw new Error('unreachable')
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('listening on')) resolve()
    })
  })

const freePort = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, address, () => {
      const bound = server.address()
      const port = typeof bound === 'object' && bound !== null ? bound.port : 0
      server.close(() => resolve(port))
    })
  })
