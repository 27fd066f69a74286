import { Counter } from './counter.ts'
import { Histogram } from './histogram.ts'
import type { Labels } from './series.ts'

interface TimedOptions {
  readonly total: { readonly name: string; readonly help: string }
  readonly seconds: {
    readonly name: string
    readonly help: string
    /** Buckets over those of 10 seconds and less, which all have. */
    readonly upTo: readonly number[]
  }
}

const upTo = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How often something was done, by how it went, and how long it took, by what it was. */
export class Timed {
  readonly #total: Counter
  readonly #seconds: Histogram

  constructor({ total, seconds }: TimedOptions) {
    this.#total = new Counter(total.name, total.help)
    this.#seconds = new Histogram(seconds.name, { help: seconds.help, upTo: [...upTo, ...seconds.upTo] })
  }

  /** `seconds`: `undefined`: it has no end that anyone waits for. */
  add(what: Labels, how: Labels, seconds: number | undefined): void {
    this.#total.add({ ...what, ...how })
    if (seconds !== undefined) this.#seconds.observe(what, seconds)
  }

  lines(): readonly string[] {
    return [...this.#total.lines(), ...this.#seconds.lines()]
  }
}
