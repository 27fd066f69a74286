import { PassThrough } from 'node:stream'

/**
 * The stdin that Ink reads. Ink would read the terminal's own in paused mode and set its encoding for good; a terminal read
 * that way no longer wakes up after someone else (attach) has read it. Here the terminal flows for whoever has it.
 */
export class Keyboard extends PassThrough {
  readonly isTTY = true
  readonly #terminal: NodeJS.ReadStream
  readonly #taken: (typed: Buffer) => Buffer
  readonly #forward = (chunk: Buffer | string) => {
    const typed = this.#taken(Buffer.from(chunk))
    if (typed.length > 0) this.write(typed)
  }

  /** `taken`: what the terminal says of itself is taken out of what is typed. */
  constructor(terminal: NodeJS.ReadStream, taken: (typed: Buffer) => Buffer = (typed) => typed) {
    super()
    this.#terminal = terminal
    this.#taken = taken
  }

  /** Ink takes and gives back the terminal with this. */
  setRawMode(isRaw: boolean): this {
    this.#terminal.off('data', this.#forward)
    this.#terminal.setRawMode(isRaw)
    if (isRaw) {
      this.#terminal.on('data', this.#forward)
      this.#terminal.resume()
    } else this.#terminal.pause()
    return this
  }

  /** The flowing terminal keeps the process alive already. */
  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}
