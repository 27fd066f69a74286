/** A text that comes in pieces. */
export class Pieces {
  #pieces: string[] = []
  #length = 0

  /** Whether there is room for more. */
  add(piece: string): boolean {
    this.#pieces.push(piece)
    this.#length += piece.length
    return this.#length < mostCharacters
  }

  /** All so far, which it then forgets. */
  take(): string {
    const text = this.#pieces.join('')
    this.#pieces = []
    this.#length = 0
    return text
  }
}

const mostCharacters = 4 * 1024 ** 2
