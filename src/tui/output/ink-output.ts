import { EventEmitter } from 'node:events'

/** Modes of the terminal's own, but for the one that goes around each frame. */
const privateModes = /\u001b\[(?!\?2026)[?<>][\d;]*[A-Za-z]/g

const [alternateOn, alternateOff, cursorOff] = ['\u001b[?1049h', '\u001b[?1049l', '\u001b[?25l']

/**
 * The stdout that Ink gets. Ink keeps the terminal's modes (alternate screen, pasted text, cursor) and reads the keys; what it would draw
 * stays here, since the painter draws. It never hears of a resize, which it would answer by erasing lines.
 */
export class InkOutput extends EventEmitter {
  readonly isTTY = true
  readonly writable = true
  readonly columns = 80
  readonly rows = 24
  readonly #terminal: NodeJS.WriteStream
  readonly #onAlternateScreen: (isOn: boolean) => void
  #isOn = false

  constructor(terminal: NodeJS.WriteStream, onAlternateScreen: (isOn: boolean) => void) {
    super()
    this.#terminal = terminal
    this.#onAlternateScreen = onAlternateScreen
  }

  /** Ahead of Ink, which finds the alternate screen there when it comes. */
  enter(): void {
    this.write(alternateOn + cursorOff)
  }

  write(data: string, done?: () => void): boolean {
    const modes: readonly string[] = data.match(privateModes) ?? []
    const isLeft = modes.includes(alternateOff)
    const isEntered = modes.includes(alternateOn) && !this.#isOn
    // Nothing may be drawn once it is left, and nothing before it is there.
    if (isLeft) this.#turn(false)
    // Entered twice, some terminals empty it.
    const said = isEntered ? modes : modes.filter((mode) => mode !== alternateOn)
    const isMore = this.#terminal.write(said.join(''), done)
    if (isEntered) this.#turn(true)
    return isMore
  }

  #turn(isOn: boolean): void {
    this.#isOn = isOn
    this.#onAlternateScreen(isOn)
  }
}
