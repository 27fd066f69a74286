import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { addressOf } from './endpoint.ts'
import { findEngine } from './find-engine.ts'
import { knownEngines, nameOf } from './known-engines.ts'
import type { Surroundings } from './surroundings.ts'

interface Given {
  readonly env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly platform?: NodeJS.Platform
  readonly sockets?: readonly string[]
  /** Addresses that answer. */
  readonly answering?: readonly string[]
}

const surroundings = ({
  env = {},
  files = {},
  sockets = [],
  platform = 'linux',
  answering = [],
}: Given): Surroundings => ({
  env,
  home: '/home/ada',
  platform,
  uid: 1000,
  readText: (path) => files[path],
  namesIn: (folder) => [
    ...new Set(
      [...Object.keys(files), ...sockets]
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''),
    ),
  ],
  probe: async (endpoint) =>
    answering.includes(addressOf(endpoint))
      ? { kind: 'answers', apiVersion: '1.41', builderVersion: '2' }
      : { kind: 'silent', why: 'nothing listens there' },
})

async function find(given: Given, engine?: string): Promise<unknown> {
  const found = await findEngine(
    surroundings(given),
    engine === undefined ? undefined : { engine, via: '--engine' },
  )
  if (found.ok) return `${found.value.via}: ${addressOf(found.value.endpoint)}`
  return found.failure.tried.map(({ via, address, outcome }) => `${via}: ${address ?? '–'}: ${outcome}`)
}

const digest = createHash('sha256').update('far').digest('hex')
const context = (docker: object) => ({
  '/home/ada/.docker/config.json': JSON.stringify({ currentContext: 'far' }),
  [`/home/ada/.docker/contexts/meta/${digest}/meta.json`]: JSON.stringify({
    Name: 'far',
    Endpoints: { docker },
  }),
})
const far = context({ Host: 'tcp://far:2376', SkipTLSVerify: false })

test('a docker context is remembered by its name, for the client that runs beside hal', async () => {
  const where = surroundings({ files: far, answering: ['tcp://far:2376'] })
  expect(await findEngine(where)).toMatchObject({ value: { context: 'far' } })
  expect(await findEngine(where, { engine: 'far', via: '--engine' })).toMatchObject({
    value: { context: 'far' },
  })
  const byAddress = await findEngine(where, { engine: 'tcp://far:2376', via: '--engine' })
  expect(byAddress.ok && byAddress.value.context).toBeUndefined()
})

test.each<[string, Given, string]>([
  ['the default socket', {}, 'unix:///var/run/docker.sock'],
  ['rootless Docker', { env: { XDG_RUNTIME_DIR: '/run/user/7' } }, 'unix:///run/user/7/docker.sock'],
  ['rootless Docker', {}, 'unix:///run/user/1000/docker.sock'],
  ['Docker Desktop', {}, 'unix:///home/ada/.docker/run/docker.sock'],
  ['Docker Desktop', {}, 'unix:///home/ada/.docker/desktop/docker.sock'],
  ['Colima', { platform: 'darwin' }, 'unix:///home/ada/.colima/default/docker.sock'],
  ['OrbStack', { platform: 'darwin' }, 'unix:///home/ada/.orbstack/run/docker.sock'],
  ['Rancher Desktop', {}, 'unix:///home/ada/.rd/docker.sock'],
  ['podman', {}, 'unix:///run/user/1000/podman/podman.sock'],
  ['podman', {}, 'unix:///run/podman/podman.sock'],
])('%s is found where it puts its socket', async (via, given, address) => {
  expect(await find({ ...given, answering: [address] })).toBe(`${via}: ${address}`)
})

test('a named engine wins over DOCKER_HOST, that over the docker context, that over sockets', async () => {
  const env = { DOCKER_HOST: 'tcp://env:2375' }
  const answering = ['unix:///mine.sock', 'tcp://env:2375', 'tcp://far:2376', 'unix:///var/run/docker.sock']
  expect(await find({ env, files: far, answering }, 'unix:///mine.sock')).toBe('--engine: unix:///mine.sock')
  expect(await find({ env, files: far, answering })).toBe('DOCKER_HOST: tcp://env:2375')
  expect(await find({ files: far, answering })).toBe('the docker context "far": tcp://far:2376')
  expect(await find({ answering })).toBe('the default socket: unix:///var/run/docker.sock')
})

test.each<[string, Given, string | undefined, string]>([
  ['--engine', {}, 'unix:///mine.sock', '--engine: unix:///mine.sock: nothing listens there'],
  ['--engine with a context', { files: far }, 'far', '--engine: tcp://far:2376: nothing listens there'],
  [
    'DOCKER_HOST',
    { env: { DOCKER_HOST: 'ssh://me@box' } },
    undefined,
    'DOCKER_HOST: ssh://me@box: nothing listens there',
  ],
  [
    'the docker context',
    { files: far },
    undefined,
    'the docker context "far": tcp://far:2376: nothing listens there',
  ],
])('an engine named by %s that is silent is not replaced by another', async (_, given, engine, line) => {
  expect(await find({ ...given, answering: ['unix:///var/run/docker.sock'] }, engine)).toEqual([line])
})

test.each<[string, string]>([
  ['nowhere', 'there is no such docker context'],
  ['npipe:////./pipe/docker_engine', 'not an address of an engine'],
  ['ftp://host', "hal doesn't speak ftp"],
  ['ssh://-oProxyCommand=touch@host', 'not an address of an engine'],
  ['ssh://me:secret@host', 'ssh takes no password from an address'],
])('the engine %j names nothing, and hal says why', async (engine, why) => {
  expect(await find({}, engine)).toEqual([`--engine: –: ${why}`])
})

test('where no engine is, every place that was tried is told', async () => {
  expect(await find({})).toHaveLength(9)
  expect(await find({}, 'podman')).toHaveLength(2)
})

test('DOCKER_CERT_PATH brings TLS, verified when asked', async () => {
  const env = { DOCKER_HOST: 'tcp://box', DOCKER_CERT_PATH: '/certs', DOCKER_TLS_VERIFY: '1' }
  const files = { '/certs/ca.pem': 'CA', '/certs/cert.pem': 'CERT', '/certs/key.pem': 'KEY' }
  const found = await findEngine(surroundings({ env, files, answering: ['tcp://box:2376'] }))
  const tls = { ca: 'CA', cert: 'CERT', key: 'KEY', isVerified: true }
  expect(found).toMatchObject({
    ok: true,
    value: { endpoint: { kind: 'tcp', host: 'box', port: 2376, tls } },
  })
})

test('a docker context brings its own TLS material', async () => {
  const folder = `/home/ada/.docker/contexts/tls/${digest}/docker`
  const files = { ...context({ Host: 'tcp://far:2376', SkipTLSVerify: true }), [`${folder}/ca.pem`]: 'CA' }
  const found = await findEngine(surroundings({ files, answering: ['tcp://far:2376'] }))
  expect(found).toMatchObject({ ok: true, value: { endpoint: { tls: { ca: 'CA', isVerified: false } } } })
})

test('engines that may be turned to are those that files speak of, each once', () => {
  const given = {
    files: far,
    sockets: ['/var/run/docker.sock', '/run/podman/podman.sock', '/home/ada/.colima/default/docker.sock'],
  }
  const colima = 'unix:///home/ada/.colima/default/docker.sock'
  expect(knownEngines(surroundings(given))).toEqual(['default', colima, 'podman', 'far'])
  const env = { DOCKER_HOST: 'tcp://box:2375' }
  expect(knownEngines(surroundings({ env }))).toEqual(['tcp://box:2375'])
})

test.each([
  ['default', {}, ['unix:///var/run/docker.sock']],
  ['podman', {}, ['unix:///run/podman/podman.sock']],
  ['far', { files: far }, ['tcp://far:2376']],
  ['tcp://box:2375', { env: { DOCKER_HOST: 'tcp://box:2375' } }, ['tcp://box:2375']],
])('an engine that was found by itself is called %s', async (name, given, answering) => {
  const found = await findEngine(surroundings({ ...given, answering }))
  expect(found.ok && nameOf(found.value)).toBe(name)
})
