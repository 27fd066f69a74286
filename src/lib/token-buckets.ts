interface Filling {
  /** How many one takes in that nobody has used for long. */
  readonly burst: number
  readonly perSecond: number
  /** Milliseconds, of a clock that only goes on. */
  readonly now?: () => number
}

interface Bucket {
  readonly tokens: number
  readonly atMs: number
}

/** How many buckets are kept. A forgotten one is full: whoever was not there for longest is forgotten first. */
const most = 10_000

/** A bucket of tokens for each key, which fill as time goes by. */
export class TokenBuckets {
  readonly #filling: Required<Filling>
  readonly #buckets = new Map<string, Bucket>()

  constructor(filling: Filling) {
    this.#filling = { now: () => performance.now(), ...filling }
  }

  /** Takes one, where there is one: then `undefined`. Else after how many seconds there is. */
  take(key: string): number | undefined {
    const waitS = this.look(key)
    if (waitS === undefined) this.#keep(key, this.#tokensOf(key) - 1)
    return waitS
  }

  /** The same, and takes none. */
  look(key: string): number | undefined {
    const tokens = this.#tokensOf(key)
    return tokens >= 1 ? undefined : Math.ceil((1 - tokens) / this.#filling.perSecond)
  }

  #tokensOf(key: string): number {
    const { burst, perSecond, now } = this.#filling
    const bucket = this.#buckets.get(key)
    if (bucket === undefined) return burst
    return Math.min(burst, bucket.tokens + ((now() - bucket.atMs) * perSecond) / 1_000)
  }

  #keep(key: string, tokens: number): void {
    this.#buckets.delete(key)
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size >= most && oldest !== undefined) this.#buckets.delete(oldest)
    this.#buckets.set(key, { tokens, atMs: this.#filling.now() })
  }
}
