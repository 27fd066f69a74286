import { PassThrough } from 'node:stream'
import { mouseOff, mouseOn } from './mouse/mouse-mode.ts'

/**
 * The stdin that Ink reads. Ink would read the terminal's own in paused mode and set its encoding for good; a terminal read
 * that way no longer wakes up after someone else (attach) has read it. Here the terminal flows for whoever has it.
 */
export class Keyboard extends PassThrough {
  readonly isTTY = true
  readonly #terminal: NodeJS.ReadStream
  readonly #screen: NodeJS.WriteStream
  readonly #taken: (typed: Buffer) => Buffer
  #diverted: ((chunk: Buffer) => void) | undefined
  /** Everything that comes in, before Ink has it. */
  onChunk: (chunk: string) => void = () => undefined
  #isRaw = false
  #isMouse = false
  readonly #forward = (chunk: Buffer | string) => {
    const typed = this.#taken(Buffer.from(chunk))
    if (typed.length === 0) return
    if (this.#diverted !== undefined) {
      this.#diverted(typed)
      return
    }
    this.onChunk(typed.toString('latin1'))
    this.write(typed)
  }

  /** `taken`: what the terminal says of itself is taken out of what is typed. */
  constructor(
    terminal: NodeJS.ReadStream,
    screen: NodeJS.WriteStream,
    taken: (typed: Buffer) => Buffer = (typed) => typed,
  ) {
    super()
    this.#terminal = terminal
    this.#screen = screen
    this.#taken = taken
  }

  /** From now on the terminal's bytes go there, and Ink hears nothing; `undefined`: to Ink again. */
  divert(to: ((chunk: Buffer) => void) | undefined): void {
    this.#diverted = to
  }

  /** Ink takes and gives back the terminal with this, on every way out; the mouse comes and goes with it. */
  setRawMode(isRaw: boolean): this {
    this.#terminal.off('data', this.#forward)
    if (!isRaw && this.#isRaw && this.#isMouse) this.#screen.write(mouseOff)
    this.#terminal.setRawMode(isRaw)
    if (isRaw) {
      this.#terminal.on('data', this.#forward)
      this.#terminal.resume()
      if (!this.#isRaw && this.#isMouse) this.#screen.write(mouseOn)
    } else this.#terminal.pause()
    this.#isRaw = isRaw
    return this
  }

  /** Whether the terminal is to report clicks and the wheel while Ink has it. */
  setMouse(isMouse: boolean): void {
    if (isMouse === this.#isMouse) return
    this.#isMouse = isMouse
    if (this.#isRaw) this.#screen.write(isMouse ? mouseOn : mouseOff)
  }

  /** The flowing terminal keeps the process alive already. */
  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}
