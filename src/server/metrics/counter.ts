import { described, type Labels, sample } from './series.ts'

/** What only grows, by its labels. */
export class Counter {
  readonly #named: { readonly name: string; readonly help: string }
  readonly #series = new Map<string, { readonly labels: Labels; count: number }>()

  /** `name` ends in `_total`. */
  constructor(name: string, help: string) {
    this.#named = { name, help }
  }

  /** By 0: it is there before the first one, which `rate()` would miss otherwise. */
  add(labels: Labels, count = 1): void {
    const key = JSON.stringify(labels)
    const series = this.#series.get(key) ?? { labels, count: 0 }
    series.count += count
    this.#series.set(key, series)
  }

  lines(): readonly string[] {
    const all = [...this.#series.values()]
    return [
      ...described('counter', this.#named),
      ...all.map(({ labels, count }) => sample(this.#named.name, labels, count)),
    ]
  }
}
