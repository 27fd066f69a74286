import { randomBytes } from 'node:crypto'

const cookie = 'hal-visitor'
/** Enough for all of a person's browsers; whoever told the secret first is asked for it again. */
const most = 1_000

/** Browsers that have told the secret once: a page can't send a header along with its streams. Known as long as the server runs. */
export class Visitors {
  readonly #known = new Set<string>()

  /** The cookie of one more. No script can read it, and no other site's page sends it along. */
  admit(): string {
    const [oldest] = this.#known
    if (this.#known.size >= most && oldest !== undefined) this.#known.delete(oldest)
    const visitor = randomBytes(32).toString('base64url')
    this.#known.add(visitor)
    return `${cookie}=${visitor}; Path=/; HttpOnly; SameSite=Strict`
  }

  /** By the header `Cookie`. Found by hash, and of 256 random bits: how long that takes tells nothing. */
  knows(header: string | undefined): boolean {
    return (header ?? '')
      .split(';')
      .map((pair) => pair.trim().split('='))
      .some(([name, value = '']) => name === cookie && this.#known.has(value))
  }
}
