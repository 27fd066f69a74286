import { duplexPair, PassThrough, type Readable, type Writable } from 'node:stream'
import type { ExecSpec, ExecStream } from '../engine.ts'

/** A scripted process: reads `stdin`, writes `stdout`, answers its exit code. Stops when `signal` aborts. */
export type MemoryCommand = (process: MemoryProcess) => Promise<number> | number

export interface MemoryProcess {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly containerId: string
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  readonly size: () => { readonly columns: number; readonly rows: number } | undefined
  readonly signal: AbortSignal
}

/** By the first word of `argv`. A test adds its own. */
export type MemoryCommands = Readonly<Record<string, MemoryCommand>>

export const builtInCommands: MemoryCommands = {
  true: () => 0,
  false: () => 1,
  echo: ({ argv, stdout }) => {
    stdout.write(`${argv.slice(1).join(' ')}\n`)
    return 0
  },
  cat: async ({ stdin, stdout }) => {
    for await (const chunk of stdin) stdout.write(chunk)
    return 0
  },
}

const maxStderrBytes = 64 * 1024

export interface MemoryRun {
  readonly containerId: string
  readonly spec: ExecSpec
  readonly command: MemoryCommand
  /** Ends the process from outside, as the container's end does. */
  readonly ending: AbortController
}

/** Starts a scripted process and answers its streams. */
export function startMemoryProcess({ containerId, spec, command, ending }: MemoryRun): ExecStream {
  const [stream, inside] = duplexPair()
  const stderr = new PassThrough()
  let errors = Buffer.alloc(0)
  stderr.on('data', (chunk: Buffer) => {
    errors = Buffer.concat([errors, chunk]).subarray(-maxStderrBytes)
  })
  let size = spec.tty

  const { promise: closedHere, resolve: closeHere } = Promise.withResolvers<undefined>()
  stream.on('close', () => {
    inside.push(null)
    closeHere(undefined)
  })
  spec.signal?.addEventListener('abort', () => stream.destroy(), { once: true })
  ending.signal.addEventListener('abort', () => inside.end(), { once: true })

  const { promise: ended, resolve: end } = Promise.withResolvers<number>()
  ending.signal.addEventListener('abort', () => end(137), { once: true })
  const run = async () => {
    const { argv, env = {} } = spec
    const process = {
      argv,
      env,
      containerId,
      stdin: inside,
      stdout: inside,
      stderr,
      size: () => size,
      signal: ending.signal,
    }
    const exitCode = await command(process)
    inside.end()
    end(exitCode)
  }
  void run()
  return {
    stream,
    exitCode: Promise.race([ended, closedHere]),
    stderr: () => errors.toString('utf8'),
    resize: async (newSize) => {
      size = newSize
    },
  }
}
