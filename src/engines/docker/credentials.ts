import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A login for a registry, in the engine's own fields. */
export interface Login {
  readonly username: string
  readonly password: string
  readonly serveraddress: string
  /** In place of a password, where the registry gave a token. */
  readonly identitytoken?: string
}

const dockerHub = 'https://index.docker.io/v1/'

/** The folder of docker's own config. */
export const dockerConfigDir = (): string => process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker')

/** The registry's host in an image's name: `127.0.0.1:5000` of `127.0.0.1:5000/a/b`; Docker Hub's when the name has none. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/')
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  return isHost ? first : 'docker.io'
}

/** How logins name a registry. */
export const serverAddress = (host: string): string => (isHub(host) ? dockerHub : host)

/**
 * The person's login for a registry, as `docker login` left it: a credential helper for this host, the credential store, or the file
 * itself. `undefined`: none, so the registry is asked as nobody. A helper that fails counts as none: the registry's own answer says more.
 */
export async function findLogin(
  host: string,
  configDir: string = dockerConfigDir(),
): Promise<Login | undefined> {
  const config = await readConfig(join(configDir, 'config.json'))
  const key = serverAddress(host)
  const helper = config.credHelpers?.[key] ?? config.credsStore
  if (helper !== undefined && helper !== '') {
    const answer = await askHelper(`docker-credential-${helper}`, key)
    if (answer !== undefined) return answer
  }
  const entry = config.auths?.[key] ?? config.auths?.[`https://${key}`]
  return entry === undefined ? undefined : fromFile(entry, key)
}

interface DockerConfig {
  readonly auths?: Readonly<Record<string, ConfigEntry>>
  readonly credHelpers?: Readonly<Record<string, string>>
  readonly credsStore?: string
}

interface ConfigEntry {
  /** base64 of `user:password`. */
  readonly auth?: string
  readonly identitytoken?: string
}

const isHub = (host: string): boolean =>
  /^(?:https:\/\/)?(?:index\.|registry-1\.)?docker\.io(?:\/v1\/)?$/.test(host)

async function readConfig(file: string): Promise<DockerConfig> {
  try {
    const config: unknown = JSON.parse(await readFile(file, 'utf8'))
    return typeof config === 'object' && config !== null ? config : {}
  } catch {
    return {}
  }
}

function fromFile(entry: ConfigEntry, serveraddress: string): Login | undefined {
  const [username = '', ...password] = Buffer.from(entry.auth ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const { identitytoken } = entry
  if (username === '' && identitytoken === undefined) return undefined
  const login = { username, password: password.join(':'), serveraddress }
  return identitytoken === undefined ? login : { ...login, identitytoken }
}

/** Helpers take the host on stdin and answer in JSON; "not found" is a status that isn't 0. */
const askHelper = (program: string, host: string): Promise<Login | undefined> =>
  new Promise((resolve) => {
    const child = execFile(program, ['get'], { timeout: 10_000 }, (error, stdout) => {
      resolve(error === null ? parseAnswer(stdout, host) : undefined)
    })
    // A helper that isn't there, or doesn't read, breaks the pipe: its callback has said so already.
    child.stdin?.on('error', () => {})
    child.stdin?.end(`${host}\n`)
  })

function parseAnswer(stdout: string, serveraddress: string): Login | undefined {
  try {
    const answer: unknown = JSON.parse(stdout)
    if (typeof answer !== 'object' || answer === null) return undefined
    const { Username: username, Secret: secret } = answer as Readonly<Record<string, unknown>>
    if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') return undefined
    return username === '<token>'
      ? { username: '', password: '', serveraddress, identitytoken: secret }
      : { username, password: secret, serveraddress }
  } catch {
    return undefined
  }
}
