import type { Engine, Stats } from '../../engines/engine.ts'
import type { Background } from '../../lib/background.ts'

const keptSamples = 30

/** What a worker uses, and did lately. */
export interface Sampled {
  readonly stats: Stats
  readonly cpuHistory: readonly number[]
  readonly memoryHistory: readonly number[]
}

interface Options {
  readonly engine: Engine
  readonly background: Background
  readonly signal: AbortSignal
  readonly onChange: (containerId: string) => void
}

/** What the engine's held streams say of the containers that are of interest. */
export class Samples {
  readonly #samples = new Map<string, Sampled>()
  readonly #streams = new Map<string, AbortController>()
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  readonly of = (containerId: string): Sampled | undefined => this.#samples.get(containerId)

  /** Holds streams for these containers, and for no others. */
  readonly hold = (containerIds: ReadonlySet<string>): void => {
    for (const [id, stream] of this.#streams) {
      if (containerIds.has(id)) continue
      stream.abort()
      this.#streams.delete(id)
    }
    for (const id of containerIds)
      if (!this.#streams.has(id)) void this.#options.background.run(() => this.#follow(id))
  }

  /** Forgets what all other containers used: none of them comes back. */
  readonly keep = (containerIds: ReadonlySet<string>): void => {
    for (const id of this.#samples.keys()) if (!containerIds.has(id)) this.#samples.delete(id)
  }

  async #follow(id: string): Promise<void> {
    const { engine, signal, onChange } = this.#options
    const stream = new AbortController()
    this.#streams.set(id, stream)
    for await (const stats of engine.stats(id, AbortSignal.any([stream.signal, signal]))) {
      if (stream.signal.aborted) return
      this.#samples.set(id, sampled(this.#samples.get(id), stats))
      onChange(id)
    }
    if (this.#streams.get(id) === stream) this.#streams.delete(id)
  }
}

/** Until a new stream has something to compare with, what the one before said of the CPU stays. */
const sampled = (before: Sampled | undefined, stats: Stats): Sampled => ({
  stats: { ...stats, cpuPercent: stats.cpuPercent ?? before?.stats.cpuPercent },
  cpuHistory: [
    ...(before?.cpuHistory ?? []),
    ...(stats.cpuPercent === undefined ? [] : [stats.cpuPercent]),
  ].slice(-keptSamples),
  memoryHistory: [...(before?.memoryHistory ?? []), stats.memoryBytes].slice(-keptSamples),
})
