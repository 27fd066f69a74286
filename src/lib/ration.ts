interface Portions {
  /** So many may be taken at once. */
  readonly most: number
  /** How long it takes until there is one more. */
  readonly everyMs: number
}

/** Each of many takes what it wants of something, and none much more often than the others may. */
export class Ration {
  readonly #portions: Portions
  /** When all of it is there again, by whose it is; who isn't here has all of it. */
  readonly #wholeAtMs = new Map<string, number>()

  constructor(portions: Portions) {
    this.#portions = portions
  }

  /** Takes one; `false`: there is none now. */
  takes(whose: string, nowMs: number): boolean {
    const { most, everyMs } = this.#portions
    const wholeAtMs = Math.max(nowMs, this.#wholeAtMs.get(whose) ?? nowMs) + everyMs
    if (wholeAtMs > nowMs + most * everyMs) return false
    for (const [other, atMs] of this.#wholeAtMs) if (atMs <= nowMs) this.#wholeAtMs.delete(other)
    this.#wholeAtMs.set(whose, wholeAtMs)
    return true
  }
}
