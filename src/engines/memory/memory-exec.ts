import { duplexPair, PassThrough, type Readable, type Writable } from 'node:stream'
import { fail, ok } from '../../lib/result.ts'
import type { Engine, ExecSpec, ExecStream } from '../engine.ts'
import type { MemoryState } from './memory-state.ts'

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

const builtInCommands: MemoryCommands = {
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

interface MemoryRun {
  readonly containerId: string
  readonly spec: ExecSpec
  readonly command: MemoryCommand
  /** Ends the process from outside, as the container's end does. */
  readonly ending: AbortController
}

/** Runs the command of that name; one that nobody scripted is a program that isn't there. */
export const execMethod = ({ withContainer }: MemoryState, given: MemoryCommands): Engine['exec'] => {
  const commands = new Map(Object.entries({ ...builtInCommands, ...given }))
  return (id, spec) =>
    withContainer(id, (container) => {
      const [program = ''] = spec.argv
      if (spec.signal?.aborted === true) return fail({ reason: 'cancelled', what: `run ${program} in ${id}` })
      if (container.status.kind !== 'running') return fail({ reason: 'not-running', id })
      const ending = new AbortController()
      container.processes.add(ending)
      const command = commands.get(program) ?? (() => 127)
      const run = startMemoryProcess({ containerId: container.id, spec, command, ending })
      void run.exitCode.then(() => container.processes.delete(ending))
      return ok(run)
    })
}

/** Starts a scripted process and answers its streams. */
function startMemoryProcess({ containerId, spec, command, ending }: MemoryRun): ExecStream {
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
