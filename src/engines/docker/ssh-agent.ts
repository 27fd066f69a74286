import { type ChildProcess, spawn } from 'node:child_process'
import { Agent, type ClientRequestArgs } from 'node:http'
import type { Duplex } from 'node:stream'
import { SshSocket } from './ssh-socket.ts'

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
  #isClosed = false

  constructor(to: SshDestination, maxSockets = Number.POSITIVE_INFINITY) {
    super({ keepAlive: true, maxSockets })
    this.#to = to
  }

  override createConnection(_options: ClientRequestArgs): Duplex {
    const child = spawn('ssh', sshArguments(this.#to), { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#children.add(child)
    child.on('close', () => this.#children.delete(child))
    // Asked after the engine was closed: a child that nobody ends would keep hal alive.
    if (this.#isClosed) child.kill()
    return new SshSocket(child)
  }

  override destroy(): void {
    this.#isClosed = true
    super.destroy()
    for (const child of this.#children) child.kill()
  }
}

export const sshArguments = ({ destination, port }: SshDestination): readonly string[] => [
  ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'ServerAliveInterval=15', '-T'],
  ...(port === undefined ? [] : ['-p', String(port)]),
  ...['--', destination, 'docker', 'system', 'dial-stdio'],
]
