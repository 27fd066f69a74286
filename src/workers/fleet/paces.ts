/** At most 8 questions a second go to those in sight, and 4 to the others: together they cost some quarter of a percent of a core. */
const msEachInSight = 125
const msEachOther = 250

/** With the time that an answer may take less than a second. */
const leastMs = 400
const mostMs = 10_000

/** How long each worker's tmux is left alone between two questions: the fewer it is shared with, and the better it is seen, the shorter. */
export class Paces {
  #inSight: ReadonlySet<string> = new Set()
  readonly #watched = new Set<{ readonly name: string }>()

  setInSight(names: readonly string[]): void {
    this.#inSight = new Set(names)
  }

  /** Somebody looks at this one, until disposed. */
  watch(name: string): Disposable {
    const watched = { name }
    this.#watched.add(watched)
    return { [Symbol.dispose]: () => this.#watched.delete(watched) }
  }

  /** `workers`: how many are asked. */
  msOf(name: string, workers: number): number {
    for (const watched of this.#watched) if (watched.name === name) return leastMs
    const inSight = this.#inSight
    const ms = inSight.has(name) ? msEachInSight * inSight.size : msEachOther * (workers - inSight.size)
    return Math.min(mostMs, Math.max(leastMs, ms))
  }
}
