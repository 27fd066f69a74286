import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { Duplex } from 'node:stream'

/** A child's input and output as the socket that Node's HTTP client expects. Closing it ends the child, and the other way round. */
export class SshSocket extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams

  constructor(child: ChildProcessWithoutNullStreams) {
    super()
    this.#child = child
    child.stdout.on('data', (chunk: Buffer) => this.push(chunk) || child.stdout.pause())
    child.stdout.on('end', () => this.push(null))
    // A pipe that breaks is told by the child's end.
    child.stdin.on('error', () => undefined)
    let words = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2_000)
    })
    child.on('error', (error) => this.destroy(error))
    child.on('close', (code) => {
      const why = words.trim().split('\n').at(-1) || `ssh ended with ${code}`
      this.destroy(code === 0 || code === null ? undefined : Object.assign(new Error(why), { code: 'ESSH' }))
    })
  }

  override _read(): void {
    this.#child.stdout.resume()
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // A pipe that broke: why, the child's end tells.
    this.#child.stdin.write(chunk, encoding, (error) =>
      error?.message.includes('EPIPE') ? undefined : done(error),
    )
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill()
    done(error)
  }

  setKeepAlive(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }

  setTimeout(): this {
    return this
  }

  ref(): this {
    this.#child.ref()
    return this
  }

  unref(): this {
    this.#child.unref()
    return this
  }
}
