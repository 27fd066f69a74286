import { spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { execa } from 'execa'
import type { SaidActivity } from '../../src/tmux/activity.ts'
import { type ControlClient, controlArgv, openControlClient, ping } from '../../src/tmux/control-client.ts'
import { docker, dockerTry, type Ran } from './hal.ts'
import { ensureTestTools } from './test-tools.ts'

const tmux = '/tools/bin/tmux'
const socket = '/run/hal/tmux.sock'

/** What a worker is made of, without a hal: an image's root that nobody can write, the real tools, and nobody in particular without a right. */
export class ToolsContainer implements AsyncDisposable {
  /** What the pane was heard to say by marks, in order. */
  readonly told: SaidActivity[] = []
  readonly #id: string
  /** A pane where nothing is printed but what a test prints. */
  readonly pane: string
  readonly #client: ControlClient

  private constructor(id: string, pane: string, client: ControlClient) {
    this.#id = id
    this.pane = pane
    this.#client = client
    client.onNotification((event) => {
      if (event.kind === 'activity' && event.pane === pane && event.said !== undefined)
        this.told.push(event.said)
    })
  }

  static async start(image: string): Promise<ToolsContainer> {
    const { keeper } = await ensureTestTools()
    const folders = ['/run/hal', '/tmp'].flatMap((path) => ['--tmpfs', `${path}:uid=12345,mode=0700,exec`])
    const id = (
      await docker(
        ...['run', '--detach', '--read-only', '--cap-drop', 'ALL', '--network', 'none', '--user', '12345:0'],
        ...['--security-opt', 'no-new-privileges', '--volumes-from', `${keeper}:ro`, ...folders],
        ...[
          '--label',
          'hal-test=tools',
          '--workdir',
          '/tmp',
          image,
          '/tools/bin/tini',
          '--',
          '/tools/bin/hal-worker',
        ],
      )
    ).trim()
    const asked = ['exec', id, tmux, '-N', '-S', socket]
    while ((await dockerTry(...asked, 'has-session', '-t', 'hal')).exitCode !== 0)
      if ((await docker('inspect', '-f', '{{.State.Running}}', id)) !== 'true')
        throw new Error(await docker('logs', id))
    const pane = await docker(...asked, 'new-window', '-d', '-P', '-F', '#{pane_id}', 'exec sleep 100000')
    const child = spawn('docker', ['exec', '-i', id, ...controlArgv({ tmux, socket })], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    const client = await openControlClient(Duplex.from({ readable: child.stdout, writable: child.stdin }))
    if (!client.ok) throw new Error(JSON.stringify(client.failure))
    return new ToolsContainer(id, pane, client.value)
  }

  /** In the environment of what runs in the pane. */
  async run(
    argv: readonly string[],
    {
      input = '',
      env = {},
    }: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<Ran> {
    const inPane = { TMUX: `${socket},1,0`, TMUX_PANE: this.pane, ...env }
    const options = Object.entries(inPane).flatMap(([name, value]) => ['--env', `${name}=${value}`])
    const words = ['exec', '-i', ...options, this.#id, ...argv]
    const { stdout, stderr, exitCode } = await execa('docker', words, {
      ...{ input, reject: false, stripFinalNewline: false, maxBuffer: 64 * 1024 * 1024 },
    })
    return { stdout, stderr, exitCode }
  }

  async sh(script: string, input = ''): Promise<string> {
    const { stdout, stderr, exitCode } = await this.run(['sh', '-c', script], { input })
    if (exitCode !== 0) throw new Error(`${script} ended with ${exitCode}: ${stderr}`)
    return stdout
  }

  /** Resolves once that is told; with a client that lost its tmux, never. */
  async hears(isIt: (said: SaidActivity) => boolean): Promise<SaidActivity> {
    for (;;) {
      const heard = this.told.find(isIt)
      if (heard !== undefined) return heard
      const answer = await ping(this.#client, 5_000)
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close()
    await docker('rm', '-f', '-v', this.#id)
  }
}
