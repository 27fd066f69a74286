/** One line: whole, or the beginning of one that is too long to be kept. */
export interface Line {
  readonly bytes: Uint8Array
  readonly length: number
  readonly isWhole: boolean
}

/** Cuts bytes into lines, however they come. Never holds more than one line of `longest` bytes. */
export class LineCutter {
  #pieces: Uint8Array[] = []
  #kept = 0
  #length = 0
  readonly #longest: number

  constructor(longest: number) {
    this.#longest = longest
  }

  *read(bytes: Uint8Array): Generator<Line> {
    let start = 0
    for (;;) {
      const end = bytes.indexOf(newline, start)
      this.#keep(bytes.subarray(start, end < 0 ? bytes.length : end))
      if (end < 0) return
      yield this.#take()
      start = end + 1
    }
  }

  /** What stands after the last end of a line. */
  *end(): Generator<Line> {
    if (this.#length > 0) yield this.#take()
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length
    const kept = piece.subarray(0, this.#longest - this.#kept)
    if (kept.length === 0) return
    // A copy, as whoever gave the bytes may use their memory again. A Buffer’s own `slice` makes none.
    this.#pieces.push(new Uint8Array(kept))
    this.#kept += kept.length
  }

  #take(): Line {
    const line = {
      bytes: Buffer.concat(this.#pieces),
      length: this.#length,
      isWhole: this.#length <= this.#longest,
    }
    this.#pieces = []
    this.#kept = 0
    this.#length = 0
    return line
  }
}

const newline = 0x0a
