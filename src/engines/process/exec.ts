import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Duplex } from 'node:stream'
import { fail, ok } from '../../lib/result.ts'
import type { Engine, ExecStream } from '../engine.ts'
import { isAlive } from './life.ts'
import type { ProcessState } from './process-state.ts'

export const execMethod =
  (state: ProcessState): Engine['exec'] =>
  (id, { argv, env, tty, signal }) =>
    state.withContainer<ExecStream>(id, (record) => {
      const [program = ''] = argv
      if (signal?.aborted === true) return fail({ reason: 'cancelled', what: `run ${program} in ${id}` })
      if (!isAlive(record) || record.isPaused === true) return fail({ reason: 'not-running', id })
      if (tty !== undefined)
        return fail({ reason: 'not-supported', what: 'give a terminal', engine: 'the process engine' })
      const command = state.commandOf(record, argv, env)
      const [name = '', ...words] = command.argv
      // Keys that interrupt hal at its own terminal are not meant for it.
      const child = spawn(name, words, { cwd: command.cwd, env: command.env, detached: true })
      const run = runOf(child)
      const onAbort = () => void run.stream.destroy()
      signal?.addEventListener('abort', onAbort, { once: true })
      void run.exitCode.then(() => signal?.removeEventListener('abort', onAbort))
      return ok(run)
    })

const maxStderrBytes = 64 * 1024

function runOf(child: ChildProcessWithoutNullStreams): ExecStream {
  const stream = new ProcessStream(child)
  let errors = Buffer.alloc(0)
  child.stderr.on('data', (chunk: Buffer) => {
    errors = Buffer.concat([errors, chunk]).subarray(-maxStderrBytes)
  })
  const { promise: exitCode, resolve } = Promise.withResolvers<number | undefined>()
  // As shells have it.
  child.on('error', (error: NodeJS.ErrnoException) => {
    errors = Buffer.from(`${error.message}\n`)
    stream.push(null)
    resolve(error.code === 'ENOENT' ? 127 : 126)
  })
  child.on('close', (code, ended) => resolve(code ?? 128 + (ended === null ? 0 : constants.signals[ended])))
  stream.on('close', () => {
    if (!stream.readableEnded) resolve(undefined)
  })
  return { stream, exitCode, stderr: () => errors.toString('utf8'), resize: async () => undefined }
}

/** What a process reads and writes. One that reads no more takes the rest unread. */
class ProcessStream extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams

  constructor(child: ChildProcessWithoutNullStreams) {
    super()
    this.#child = child
    child.stdin.on('error', () => undefined)
    child.stdout.on('error', () => undefined)
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause()
    })
    child.stdout.on('end', () => this.push(null))
  }

  override _read(): void {
    this.#child.stdout.resume()
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: () => void): void {
    this.#child.stdin.write(chunk, encoding, () => done())
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(() => done())
  }

  /** It is told by its ends, and left alone. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.stdin.destroy()
    this.#child.stdout.destroy()
    done(error)
  }
}
