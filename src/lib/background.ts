/** Work that nobody waits for. What it throws is not lost: `crashed` rejects with the first of it. */
export class Background {
  /** Settles only then. */
  readonly crashed: Promise<never>
  readonly #crash: (bug: unknown) => void

  constructor() {
    const { promise, reject } = Promise.withResolvers<never>()
    this.crashed = promise
    this.#crash = reject
    // Whoever opened this may have gone by then.
    promise.catch(() => undefined)
  }

  /** Resolves when `work` has ended, however. */
  async run(work: () => unknown): Promise<void> {
    try {
      await work()
    } catch (bug) {
      this.#crash(bug)
    }
  }
}
