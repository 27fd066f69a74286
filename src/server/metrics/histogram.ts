import { described, type Labels, sample } from './series.ts'

interface HistogramOptions {
  readonly help: string
  /** The most of each bucket, in seconds, the least first; one without an end comes by itself. */
  readonly upTo: readonly number[]
}

interface Series {
  readonly labels: Labels
  /** Of each bucket alone; the last one has no end. */
  readonly counts: number[]
  sum: number
}

/** How long things took, by their labels. */
export class Histogram {
  readonly #name: string
  readonly #options: HistogramOptions
  readonly #series = new Map<string, Series>()

  /** `name` ends in `_seconds`. */
  constructor(name: string, options: HistogramOptions) {
    this.#name = name
    this.#options = options
  }

  /** What a clock that was set back makes less than nothing took no time. */
  observe(labels: Labels, seconds: number): void {
    const { upTo } = this.#options
    const key = JSON.stringify(labels)
    const series = this.#series.get(key) ?? { labels, counts: [...upTo, 0].map(() => 0), sum: 0 }
    this.#series.set(key, series)
    const took = Math.max(0, seconds)
    const fits = upTo.findIndex((most) => took <= most)
    const bucket = fits === -1 ? upTo.length : fits
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
    series.sum += took
  }

  lines(): readonly string[] {
    const named = { name: this.#name, help: this.#options.help }
    return [
      ...described('histogram', named),
      ...[...this.#series.values()].flatMap((one) => this.#linesOf(one)),
    ]
  }

  #linesOf({ labels, counts, sum }: Series): readonly string[] {
    let count = 0
    const buckets = counts.map((own, at) => {
      count += own
      const le = String(this.#options.upTo[at] ?? '+Inf')
      return sample(`${this.#name}_bucket`, { ...labels, le }, count)
    })
    return [
      ...buckets,
      sample(`${this.#name}_sum`, labels, sum),
      sample(`${this.#name}_count`, labels, count),
    ]
  }
}
