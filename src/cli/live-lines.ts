import stringWidth from 'fast-string-width'

/** Lines on a terminal that are drawn over while they change, and stay as they are at the end. */
export class LiveLines {
  readonly isLive: boolean
  readonly #output: NodeJS.WriteStream
  #shown = 0

  constructor(output: NodeJS.WriteStream, isLive: boolean) {
    this.#output = output
    this.isLive = isLive
  }

  show(lines: readonly string[]): void {
    // What is longer than the screen can't be drawn over: its end is what changes.
    const visible = lines.slice(-Math.max(1, this.#output.rows - 1)).filter((line) => stringWidth(line) > 0)
    const up = this.#shown > 0 ? `\x1b[${this.#shown}A` : ''
    this.#output.write(`${up}\r${visible.map((line) => `\x1b[2K${line}\n`).join('')}\x1b[J`)
    this.#shown = visible.length
  }

  end(): void {
    this.#shown = 0
  }
}
