import { PassThrough } from 'node:stream'

/**
 * The stdin that Ink reads. Ink would read the terminal's own in paused mode and set its encoding for good; a terminal read
 * that way no longer wakes up after someone else (attach) has read it. Here the terminal flows for whoever has it.
 */
export class Keyboard extends PassThrough {
  readonly isTTY = true
  readonly #terminal: NodeJS.ReadStream
  #diverted: ((chunk: Buffer) => void) | undefined
  readonly #forward = (chunk: Buffer | string) => {
    if (this.#diverted === undefined) this.write(chunk)
    else this.#diverted(Buffer.from(chunk))
  }

  constructor(terminal: NodeJS.ReadStream) {
    super()
    this.#terminal = terminal
  }

  /** From now on the terminal's bytes go there, and Ink hears nothing; `undefined`: to Ink again. */
  divert(to: ((chunk: Buffer) => void) | undefined): void {
    this.#diverted = to
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
