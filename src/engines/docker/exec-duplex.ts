import { Duplex } from 'node:stream'
import { createDemux } from './demux.ts'

const maxStderrBytes = 64 * 1024

/**
 * The process behind a hijacked connection: writes are its stdin, reads its stdout (everything it prints, on a terminal). Ending the
 * writable side closes its stdin and leaves its output open; destroying closes the connection.
 */
export class ExecDuplex extends Duplex {
  /** True once all output has come; false when the connection broke or was closed from here first. */
  readonly outputEnded: Promise<boolean>
  readonly #connection: Duplex
  #stderr = Buffer.alloc(0)

  constructor(connection: Duplex, isTty: boolean) {
    super({ allowHalfOpen: true })
    this.#connection = connection
    const demux = createDemux({
      onStdout: (chunk) => this.#give(chunk),
      onStderr: (chunk) => {
        this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-maxStderrBytes)
      },
    })
    connection.on('data', isTty ? (chunk: Buffer) => this.#give(chunk) : demux)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.outputEnded = promise
    connection.on('end', () => {
      this.push(null)
      resolve(true)
    })
    // A broken connection is an end without an exit code; the reader of the stream sees the end as well.
    connection.on('error', () => undefined)
    connection.on('close', () => {
      resolve(false)
      if (!connection.readableEnded) this.destroy()
    })
  }

  /** The last 64 KiB of what it wrote to stderr. */
  stderr(): string {
    return this.#stderr.toString('utf8')
  }

  #give(chunk: Buffer): void {
    if (!this.push(chunk)) this.#connection.pause()
  }

  override _read(): void {
    this.#connection.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Writing to a process that has ended is not an error of the writer's.
    if (this.#connection.writable) this.#connection.write(chunk, () => done())
    else done()
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#connection.end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#connection.destroy()
    done(error)
  }
}
