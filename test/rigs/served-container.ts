import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { docker } from './hal.ts'
import type { Asked } from './served.ts'
import { type Listener, listenTo } from './sse.ts'

/** What whoever asks has to know. */
export const secret = 'correct-horse-battery-staple'
const bearer = { authorization: `Bearer ${secret}` }

/** A server in a container of an image of hal's. Gone when disposed, with its volumes. */
export interface ServedContainer extends AsyncDisposable {
  readonly name: string
  /** From this machine. Another one once it was started again. */
  readonly address: () => Promise<string>
  readonly ask: (method: string, path: string, body?: object) => Promise<Asked>
  readonly listen: (path: string, lastEventId?: number | string) => Promise<Listener>
  /** The command lines of all that runs in it. */
  readonly processes: () => Promise<readonly string[]>
  /** Killed as by a machine that lost its power, and started again. */
  readonly killAndStart: () => Promise<void>
}

interface Options {
  readonly env?: Readonly<Record<string, string>>
  /** What `docker run` is told besides. */
  readonly flags?: readonly string[]
  /** In place of the image's own. */
  readonly command?: readonly string[]
}

export async function servedContainer(
  image: string,
  { env = {}, flags = [], command = [] }: Options,
): Promise<ServedContainer> {
  const name = `hal-test-server-${randomBytes(4).toString('hex')}`
  const variables = Object.entries({ OPENCODE_SHARED_SECRET: secret, ...env })
  await docker(
    ...['run', '--detach', '--name', name, '--publish', '127.0.0.1::3003', ...flags],
    ...variables.flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    ...[image, ...command],
  )
  const address = async () => `http://${(await docker('port', name, '3003/tcp')).split('\n')[0]}`
  /** It prints its address once it takes requests. */
  const listening = async () => {
    const startedAt = (await docker('inspect', '--format', '{{.State.StartedAt}}', name)).trim()
    const log = execa('docker', ['logs', '--follow', '--since', startedAt, name], { reject: false })
    const [line] = await Promise.race([
      once(createInterface({ input: log.stdout }), 'line'),
      log.then(() => []),
    ])
    log.kill()
    if (line === undefined) throw new Error(`it ended: ${(await log).stderr}`)
  }
  await listening()
  return {
    name,
    address,
    ask: async (method, path, body) => {
      const answer = await fetch(`${await address()}${path}`, {
        ...{ method, headers: bearer },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: await answer.json() }
    },
    listen: async (path, lastEventId) => listenTo(`${await address()}${path}`, lastEventId, bearer),
    processes: async () => (await docker('top', name, '-eo', 'pid,args')).trim().split('\n').slice(1),
    killAndStart: async () => {
      await docker('kill', name)
      await docker('start', name)
      await listening()
    },
    [Symbol.asyncDispose]: async () => void (await docker('rm', '--force', '--volumes', name)),
  }
}

/** The server's image at work, as a strict pod would run it: any user, nothing to write but volumes. */
export interface Sidecar extends ServedContainer {
  /** At /workspace inside. */
  readonly workspace: string
}

export async function sidecar(
  image: string,
  {
    env = {},
    mode = 0o777,
  }: { readonly env?: Readonly<Record<string, string>>; readonly mode?: number } = {},
): Promise<Sidecar> {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'hal-sidecar-')))
  chmodSync(workspace, mode)
  const server = await servedContainer(image, {
    env,
    flags: [
      ...['--read-only', '--user', '12345:0', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
      ...['--volume', `${workspace}:/workspace`, '--health-interval', '1s'],
    ],
  })
  return {
    ...server,
    workspace,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}
