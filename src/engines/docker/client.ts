import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** How a run of the engine's own client ended. `said`: what it wrote last, in the order in which it came. */
export type ClientEnd =
  | { readonly kind: 'ended'; readonly exitCode: number | undefined; readonly said: readonly string[] }
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'cancelled' }

const endsWithinMs = 2_000
const keptLines = 400

/** Runs `docker ARGS` to its end. When `signal` aborts, it and its plugin are asked to end, then made to. */
export function runClient(
  args: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string>>
    readonly onLine?: ((line: string) => void) | undefined
    readonly signal?: AbortSignal | undefined
  },
): Promise<ClientEnd> {
  const { env, onLine, signal } = options
  if (signal?.aborted) return Promise.resolve({ kind: 'cancelled' })
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, {
      env: { ...process.env, ...env },
      // A group of its own: a plugin is a process of the client's, and outlives it when only the client is killed.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        if (said.length > keptLines) said.shift()
        onLine?.(line)
      })
    let killing: NodeJS.Timeout | undefined
    const kill = (how: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, how)
      } catch {
        // All of them have ended.
      }
    }
    const end = () => {
      kill('SIGTERM')
      killing = setTimeout(() => {
        kill('SIGKILL')
        cancelled()
      }, endsWithinMs)
    }
    const settled = () => {
      clearTimeout(killing)
      signal?.removeEventListener('abort', end)
    }
    // What it started may hold its output open for longer than it lives itself.
    const cancelled = () => {
      settled()
      resolve({ kind: 'cancelled' })
    }
    signal?.addEventListener('abort', end, { once: true })
    child.once('error', (error: NodeJS.ErrnoException) => {
      settled()
      if (error.code === 'ENOENT') resolve({ kind: 'not-installed' })
      else reject(error)
    })
    child.once('close', (code) => {
      if (signal?.aborted) return cancelled()
      settled()
      resolve({ kind: 'ended', exitCode: code ?? undefined, said })
    })
  })
}
