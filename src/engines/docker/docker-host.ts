import { join } from 'node:path'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { Endpoint, TlsMaterial } from './endpoint.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * What a URL as in `DOCKER_HOST` names: `unix://`, `tcp://`, `http://`, `https://`, `ssh://`, or a path. The failure says why it names
 * nothing.
 */
export function parseDockerHost(url: string, tls?: TlsMaterial): Result<Endpoint, string> {
  if (url.startsWith('/')) return ok({ kind: 'unix', socketPath: url })
  if (url.startsWith('unix://'))
    return ok({ kind: 'unix', socketPath: url.slice('unix://'.length) || '/var/run/docker.sock' })
  const parsed = URL.parse(url)
  if (parsed === null || parsed.hostname === '') return fail('not an address of an engine')
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  const port = parsed.port === '' ? undefined : Number(parsed.port)
  switch (parsed.protocol) {
    case 'tcp:':
      return ok({ kind: 'tcp', host, port: port ?? (tls === undefined ? 2375 : 2376), tls })
    case 'http:':
      return ok({ kind: 'tcp', host, port: port ?? 80, tls: undefined })
    case 'https:':
      return ok({
        kind: 'tcp',
        host,
        port: port ?? 443,
        tls: tls ?? { ca: undefined, cert: undefined, key: undefined, isVerified: true },
      })
    case 'ssh:':
      return parseSsh(parsed, port)
    default:
      return fail(`hal doesn't speak ${parsed.protocol.replace(':', '')}`)
  }
}

function parseSsh(
  { hostname, username, password, pathname }: URL,
  port: number | undefined,
): Result<Endpoint, string> {
  if (password !== '') return fail('ssh takes no password from an address')
  if (pathname !== '' && pathname !== '/') return fail('an ssh address ends with the host')
  const user = decodeURIComponent(username)
  // A leading hyphen would be an option to ssh.
  if (user.startsWith('-') || hostname.startsWith('-')) return fail('not an address of an engine')
  return ok({ kind: 'ssh', destination: user === '' ? hostname : `${user}@${hostname}`, port })
}

/** TLS as the docker CLI takes it from the environment: on with `DOCKER_TLS_VERIFY` or `DOCKER_TLS`, from `DOCKER_CERT_PATH` or ~/.docker. */
export function tlsFromEnv({ env, home, readText }: Surroundings): TlsMaterial | undefined {
  const isVerified = isSet(env['DOCKER_TLS_VERIFY'])
  if (!isVerified && !isSet(env['DOCKER_TLS']) && !isSet(env['DOCKER_CERT_PATH'])) return undefined
  const folder = env['DOCKER_CERT_PATH'] || env['DOCKER_CONFIG'] || join(home, '.docker')
  return readTls(folder, { isVerified, readText })
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''

export const readTls = (
  folder: string,
  { isVerified, readText }: Pick<Surroundings, 'readText'> & { readonly isVerified: boolean },
): TlsMaterial => ({
  ca: readText(join(folder, 'ca.pem')),
  cert: readText(join(folder, 'cert.pem')),
  key: readText(join(folder, 'key.pem')),
  isVerified,
})
