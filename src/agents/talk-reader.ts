import { LineCutter } from './stream/cut-lines.ts'
import { longestLine, nothing, saidIn, unknown } from './stream/stream-reader.ts'
import type { Heard, Talk } from './talk.ts'

/** Hears an agent out, however its bytes are cut. Each line is heard when it is its turn: what came of the one before may be dealt with first. */
export class TalkReader {
  readonly #cutter = new LineCutter(longestLine)
  readonly #talk: Pick<Talk, 'hear' | 'end'>

  constructor(talk: Pick<Talk, 'hear' | 'end'>) {
    this.#talk = talk
  }

  *read(bytes: Uint8Array): Generator<Heard> {
    for (const line of this.#cutter.read(bytes)) {
      const said = saidIn(line)
      if (said === nothing) continue
      yield (said === undefined ? undefined : this.#talk.hear(said)) ?? { events: [unknown(line)] }
    }
  }

  /** Nothing more comes. */
  end(): Heard {
    const rest = [...this.#cutter.end()].map(unknown)
    return { events: [...rest, ...this.#talk.end()] }
  }
}
