/** A sleep that can be cut short, for one sleeper. */
export class Nap {
  #wake: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined
  #endsAtMs = Number.POSITIVE_INFINITY

  /** What `endBy` said since the last one counts for this one. */
  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      this.endBy(performance.now() + ms)
    })
    clearTimeout(this.#timer)
    this.#wake = undefined
    this.#endsAtMs = Number.POSITIVE_INFINITY
  }

  /** The sleep now, or the next one, ends no later than then, as `performance.now()` counts; the earliest of all counts. */
  endBy(atMs: number): void {
    this.#endsAtMs = Math.min(this.#endsAtMs, atMs)
    if (this.#wake === undefined) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#wake, Math.max(0, this.#endsAtMs - performance.now()))
  }
}
