import type { Background } from './background.ts'

/** Whoever is to hear that something has changed: once for all that changes in one turn. */
export class Listeners {
  readonly #background: Background
  readonly #listeners = new Set<() => void>()
  #isTelling = false

  /** `background` is told what a listener throws. */
  constructor(background: Background) {
    this.#background = background
  }

  /** Answers how to leave. */
  add(onChange: () => void): () => void {
    this.#listeners.add(onChange)
    return () => this.#listeners.delete(onChange)
  }

  tell(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      void this.#background.run(() => {
        for (const listener of this.#listeners) listener()
      })
    })
  }

  clear(): void {
    this.#listeners.clear()
  }
}
