import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** How a run of the engine's own client ended. `said`: what it wrote, in the order in which it came. */
export type ClientEnd =
  | { readonly kind: 'ended'; readonly exitCode: number | undefined; readonly said: readonly string[] }
  | { readonly kind: 'not-installed' }
  | { readonly kind: 'cancelled' }

const endsWithinMs = 2_000

/** Runs `docker ARGS` to its end. When `signal` aborts it is asked to end, then made to. */
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
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        onLine?.(line)
      })
    let killing: NodeJS.Timeout | undefined
    const end = () => {
      child.kill('SIGTERM')
      killing = setTimeout(() => child.kill('SIGKILL'), endsWithinMs)
    }
    const settled = () => {
      clearTimeout(killing)
      signal?.removeEventListener('abort', end)
    }
    signal?.addEventListener('abort', end, { once: true })
    child.once('error', (error: NodeJS.ErrnoException) => {
      settled()
      if (error.code === 'ENOENT') resolve({ kind: 'not-installed' })
      else reject(error)
    })
    child.once('close', (code) => {
      settled()
      resolve(signal?.aborted ? { kind: 'cancelled' } : { kind: 'ended', exitCode: code ?? undefined, said })
    })
  })
}
