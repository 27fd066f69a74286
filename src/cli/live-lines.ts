import stringWidth from 'fast-string-width'
import { sizeOf } from './terminal-size.ts'

/** Lines on a terminal that are drawn over while they change, and stay as they are at the end. */
export class LiveLines {
  readonly isLive: boolean
  readonly #output: NodeJS.WriteStream
  /** How wide each line is that stands above the cursor, those at the top that the screen is too low for by now among them. */
  #widths: readonly number[] = []

  constructor(output: NodeJS.WriteStream, isLive: boolean) {
    this.#output = output
    this.isLive = isLive
  }

  /** How many lines can be drawn over. */
  get room(): number {
    return Math.max(1, sizeOf(this.#output).rows - 1)
  }

  show(lines: readonly string[]): void {
    this.#draw(lines.slice(-this.room))
  }

  /** The last of it, which may be longer than the screen. */
  finish(lines: readonly string[]): void {
    this.#draw(lines)
    this.end()
  }

  end(): void {
    this.#widths = []
  }

  #draw(lines: readonly string[]): void {
    const visible = lines.filter((line) => stringWidth(line) > 0)
    // A terminal that became narrower has broken lines in two; one that became lower keeps the first ones above it, until it grows again.
    const { columns } = sizeOf(this.#output)
    const above = this.#widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0)
    const up = above > 0 ? `\x1b[${above}A` : ''
    this.#output.write(`${up}\r${visible.map((line) => `\x1b[2K${line}\n`).join('')}\x1b[J`)
    const beyond = Array.from({ length: Math.max(0, above - this.room) }, () => 0)
    this.#widths = [...beyond, ...visible.map((line) => stringWidth(line))]
  }
}
