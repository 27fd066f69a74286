import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import {
  type AddressInfo,
  createConnection,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { execa } from 'execa'
import { connect, engineSocket } from './engine-proxy.ts'

/** The real engine, reached as one on another machine would be. */
export interface RemoteEngine extends AsyncDisposable {
  /** What a person sets to reach it. */
  readonly env: Readonly<Record<string, string>>
}

/** Over plain TCP on loopback. */
export async function startTcpEngine(): Promise<RemoteEngine> {
  const behind = await engineSocket()
  const open = new Set<Socket>()
  const server = createTcpServer({ allowHalfOpen: true }, (client) =>
    connect(client, createConnection({ path: behind, allowHalfOpen: true }), open),
  )
  const port = await listen(server)
  return {
    env: { DOCKER_HOST: `tcp://127.0.0.1:${port}` },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}

/** Over TLS: the engine shows a certificate of `ca`, and wants one from whoever asks. */
export async function startTlsEngine(): Promise<RemoteEngine & { readonly strangersCertificates: string }> {
  const behind = await engineSocket()
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-tls-'))
  const [mine, strangers] = [join(dir, 'mine'), join(dir, 'strangers')]
  for (const folder of [mine, strangers]) await makeCertificates(folder)
  const open = new Set<Socket>()
  const server = createTlsServer(
    {
      ...{ allowHalfOpen: true, requestCert: true, rejectUnauthorized: true },
      ca: readFileSync(join(mine, 'ca.pem')),
      cert: readFileSync(join(mine, 'server.pem')),
      key: readFileSync(join(mine, 'server-key.pem')),
    },
    (client) => connect(client, createConnection({ path: behind, allowHalfOpen: true }), open),
  )
  const port = await listen(server)
  return {
    env: { DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: mine },
    strangersCertificates: strangers,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await rm(dir, { recursive: true })
    },
  }
}

/** Over a real sshd on loopback, which knows one key. The person's `ssh` is told of it by a config of its own. */
export async function startSshEngine(): Promise<RemoteEngine> {
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-ssh-'))
  const keygen = (name: string) =>
    execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(dir, name)])
  await Promise.all([keygen('host'), keygen('person')])
  const port = await freePort()
  writeFileSync(
    join(dir, 'known_hosts'),
    `[127.0.0.1]:${port} ${readFileSync(join(dir, 'host.pub'), 'utf8')}`,
  )
  writeFileSync(
    join(dir, 'sshd_config'),
    [
      ...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${dir}/host`, `PidFile ${dir}/sshd.pid`],
      ...[`AuthorizedKeysFile ${dir}/person.pub`, 'StrictModes no', 'UsePAM no', 'PasswordAuthentication no'],
      '',
    ].join('\n'),
  )
  // sshd wants this folder, which a boot makes.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const sshd = execa('/usr/sbin/sshd', ['-D', '-e', '-f', join(dir, 'sshd_config')], { reject: false })
  sshd.stdin.end()
  let said = ''
  await new Promise<void>((resolve, reject) => {
    sshd.stderr.on('data', (text) => {
      said += String(text)
      if (said.includes('Server listening')) resolve()
    })
    void sshd.then(() => reject(new Error(`sshd ended: ${said}`)))
  })
  const ssh = join(dir, 'ssh')
  const options = [`-i ${dir}/person`, `-o UserKnownHostsFile=${dir}/known_hosts`, '-o IdentitiesOnly=yes']
  writeFileSync(ssh, `#!/bin/sh\nexec /usr/bin/ssh -F none ${options.join(' ')} "$@"\n`)
  chmodSync(ssh, 0o755)
  return {
    env: {
      DOCKER_HOST: `ssh://${userInfo().username}@127.0.0.1:${port}`,
      PATH: `${dir}:${process.env['PATH'] ?? ''}`,
    },
    [Symbol.asyncDispose]: async () => {
      sshd.kill()
      await sshd
      await rm(dir, { recursive: true })
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createTcpServer()
  const port = await listen(server)
  server.close()
  await once(server, 'close')
  return port
}

/** ca.pem, server.pem and cert.pem with their keys, the names that docker's own client looks for. */
async function makeCertificates(folder: string): Promise<void> {
  mkdirSync(folder)
  const openssl = (...args: readonly string[]) => execa('openssl', args, { cwd: folder })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc']
  await openssl('req', '-x509', ...newKey, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=a test')
  for (const [name, use] of [
    ['server', 'serverAuth'],
    ['', 'clientAuth'],
  ] as const) {
    const prefix = name === '' ? '' : `${name}-`
    const certificate = name === '' ? 'cert.pem' : `${name}.pem`
    await openssl('req', ...newKey, '-keyout', `${prefix}key.pem`, '-out', 'request.pem', '-subj', '/CN=x')
    writeFileSync(join(folder, 'extensions'), `subjectAltName=IP:127.0.0.1\nextendedKeyUsage=${use}\n`)
    await openssl(
      ...['x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial'],
      ...['-extfile', 'extensions', '-out', certificate],
    )
  }
}
