import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { byName } from '../../lib/by-name.ts'
import { printable } from '../../lib/printable.ts'
import { fail, type Result } from '../../lib/result.ts'
import { parseDockerHost, readTls } from './docker-host.ts'
import type { Endpoint } from './endpoint.ts'
import { fields, text } from './guards.ts'
import type { Surroundings } from './surroundings.ts'

type Files = Pick<Surroundings, 'env' | 'home' | 'readText'>

const configFolder = ({ env, home }: Files): string => env['DOCKER_CONFIG'] || join(home, '.docker')

/** The context the docker CLI would use: `DOCKER_CONTEXT`, else the chosen one. `undefined` for `default`, which is no file. */
export function currentContext(files: Files): string | undefined {
  const chosen = files.env['DOCKER_CONTEXT'] || text(readJson(files, 'config.json')['currentContext'])
  return chosen === '' || chosen === 'default' ? undefined : chosen
}

/** All contexts that there are files of, by name. */
export const contextNames = (files: Files & Pick<Surroundings, 'namesIn'>): readonly string[] =>
  files
    .namesIn(join(configFolder(files), 'contexts', 'meta'))
    .map((digest) => text(readJson(files, join('contexts', 'meta', digest, 'meta.json'))['Name']))
    .filter((name) => name !== '' && printable(name) === name && !/\s/.test(name))
    .sort(byName)

/** Where a context's engine listens. The failure says what is wrong with it. */
export function contextEndpoint(files: Files, name: string): Result<Endpoint, string> {
  const digest = createHash('sha256').update(name).digest('hex')
  const meta = readJson(files, join('contexts', 'meta', digest, 'meta.json'))
  if (text(meta['Name']) !== name) return fail('there is no such docker context')
  const docker = fields(fields(meta['Endpoints'])['docker'])
  const host = text(docker['Host'])
  if (host === '') return fail('the context names no engine')
  const folder = join(configFolder(files), 'contexts', 'tls', digest, 'docker')
  const { readText } = files
  const tls = readTls(folder, { isVerified: docker['SkipTLSVerify'] !== true, readText })
  const hasTls = tls.ca !== undefined || tls.cert !== undefined || docker['SkipTLSVerify'] === true
  return parseDockerHost(host, hasTls ? tls : undefined)
}

function readJson(files: Files, path: string): Readonly<Record<string, unknown>> {
  const content = files.readText(join(configFolder(files), path))
  if (content === undefined) return {}
  try {
    return fields(JSON.parse(content))
  } catch {
    return {}
  }
}
