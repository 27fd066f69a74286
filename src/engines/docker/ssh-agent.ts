import { type ChildProcess, spawn } from 'node:child_process'
import { Agent, type ClientRequestArgs } from 'node:http'
import { Duplex } from 'node:stream'

export interface SshDestination {
  readonly destination: string
  readonly port: number | undefined
}

/**
 * Connections to an engine behind ssh, each a child `ssh … docker system dial-stdio`, as the docker CLI does it: the person's own
 * ssh knows their keys, agent, jump hosts and known hosts. BatchMode: it never asks on a terminal that isn't its own.
 */
export class SshAgent extends Agent {
  readonly #to: SshDestination
  readonly #children = new Set<ChildProcess>()

  constructor(to: SshDestination) {
    super({ keepAlive: true })
    this.#to = to
  }

  override createConnection(_options: ClientRequestArgs): Duplex {
    const child = spawn('ssh', sshArguments(this.#to), { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#children.add(child)
    const stream = Object.assign(
      Duplex.from({ readable: child.stdout, writable: child.stdin }),
      socketManners(child),
    )
    let words = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2_000)
    })
    child.on('error', (error) => stream.destroy(error))
    child.on('close', (code) => {
      this.#children.delete(child)
      const why = words.trim().split('\n').at(-1) ?? ''
      if (code !== 0 && code !== null)
        stream.destroy(Object.assign(new Error(why || `ssh ended with ${code}`), { code: 'ESSH' }))
    })
    stream.on('close', () => child.kill())
    return stream
  }

  override destroy(): void {
    super.destroy()
    for (const child of this.#children) child.kill()
  }
}

export const sshArguments = ({ destination, port }: SshDestination): readonly string[] => [
  ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'ServerAliveInterval=15', '-T'],
  ...(port === undefined ? [] : ['-p', String(port)]),
  ...['--', destination, 'docker', 'system', 'dial-stdio'],
]

/** What Node's HTTP client expects of a socket and a pipe doesn't have. */
function socketManners(child: ChildProcess) {
  return {
    setKeepAlive: () => undefined,
    setNoDelay: () => undefined,
    setTimeout: () => undefined,
    ref: () => child.ref(),
    unref: () => child.unref(),
  }
}
