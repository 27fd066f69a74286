import headless from '@xterm/headless'
import { type IPty, spawn } from 'node-pty'

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** A command in a real pty, and when what it shows came: at the moment the bytes arrived, before anything read them. */
export class TimedTerminal implements AsyncDisposable {
  readonly startedMs = performance.now()
  readonly #pty: IPty
  readonly #xterm: InstanceType<typeof headless.Terminal>
  readonly #watchers = new Set<(arrivedMs: number, bytes: number) => void>()
  readonly #ended: Promise<void>
  #isEnded = false

  constructor(
    argv: readonly string[],
    { columns, rows }: Size,
    {
      env = process.env,
      cwd = process.cwd(),
    }: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
  ) {
    const [command = '', ...args] = argv
    this.#xterm = new headless.Terminal({ cols: columns, rows, allowProposedApi: true })
    this.#pty = spawn(command, args, { name: 'xterm-256color', cols: columns, rows, env, cwd })
    this.#pty.onData((data) => {
      const arrivedMs = performance.now()
      const bytes = Buffer.byteLength(data)
      this.#xterm.write(data, () => {
        for (const watcher of [...this.#watchers]) watcher(arrivedMs, bytes)
      })
    })
    this.#ended = new Promise((resolve) =>
      this.#pty.onExit(() => {
        this.#isEnded = true
        resolve()
      }),
    )
  }

  get pid(): number {
    return this.#pty.pid
  }

  row(row: number): string {
    const { active } = this.#xterm.buffer
    return active.getLine(active.baseY + row)?.translateToString(true) ?? ''
  }

  screen(): string {
    return Array.from({ length: this.#xterm.rows }, (_, row) => this.row(row)).join('\n')
  }

  type(keys: string): void {
    this.#pty.write(keys)
  }

  /** When the bytes arrived that made it so, and how many came since the call. */
  async until(
    isSo: () => boolean,
    timeoutMs = 30_000,
  ): Promise<{ readonly atMs: number; readonly bytes: number }> {
    let received = 0
    return await new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer)
        this.#watchers.delete(look)
      }
      const giveUp = (why: string) => {
        settle()
        reject(new Error(`it never came so (${why}):\n${this.screen()}`))
      }
      const timer = setTimeout(giveUp, timeoutMs, `waited ${timeoutMs} ms`)
      void this.#ended.then(() => giveUp('the command ended'))
      const look = (atMs: number, bytes: number) => {
        received += bytes
        if (!isSo()) return
        settle()
        resolve({ atMs, bytes: received })
      }
      this.#watchers.add(look)
    })
  }

  /** Types what ends the command, and waits until it has. */
  async end(keys: string): Promise<void> {
    this.type(keys)
    await this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isEnded) this.#pty.kill('SIGKILL')
    await this.#ended
    this.#xterm.dispose()
  }
}
