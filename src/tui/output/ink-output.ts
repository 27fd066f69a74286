import { EventEmitter } from 'node:events'

/** Modes of the terminal's own, but for the one that goes around each frame. */
const privateModes = /\u001b\[(?!\?2026)[?<>][\d;]*[A-Za-z]/g

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

  constructor(terminal: NodeJS.WriteStream, onAlternateScreen: (isOn: boolean) => void) {
    super()
    this.#terminal = terminal
    this.#onAlternateScreen = onAlternateScreen
  }

  write(data: string, done?: () => void): boolean {
    const modes: readonly string[] = data.match(privateModes) ?? []
    const isLeft = modes.includes('\u001b[?1049l')
    // Nothing may be drawn once it is left, and nothing before it is there.
    if (isLeft) this.#onAlternateScreen(false)
    const isMore = this.#terminal.write(modes.join(''), done)
    if (modes.includes('\u001b[?1049h')) this.#onAlternateScreen(true)
    return isMore
  }
}
