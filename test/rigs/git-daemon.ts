import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { docker } from './hal.ts'

/** A server of all repositories below a folder, which workers reach. */
export class GitDaemon implements AsyncDisposable {
  readonly address: string
  readonly #process: ChildProcess

  private constructor(address: string, process: ChildProcess) {
    this.address = address
    this.#process = process
  }

  static async serve(folder: string, network: string): Promise<GitDaemon> {
    const port = await freePort()
    const process = spawn(
      'git',
      [
        'daemon',
        '--export-all',
        '--verbose',
        '--reuseaddr',
        `--base-path=${folder}`,
        `--port=${port}`,
        folder,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    const lines = createInterface({ input: process.stderr })
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => line.includes('Ready to rumble') && resolve())
      lines.on('close', () => reject(new Error('git daemon ended')))
    })
    const gateway = await docker('network', 'inspect', '-f', '{{(index .IPAM.Config 0).Gateway}}', network)
    return new GitDaemon(`git://${gateway.trim()}:${port}`, process)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#process.kill()
    await ended
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
