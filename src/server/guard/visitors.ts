import { randomBytes } from 'node:crypto'

/** What somebody may do here: look at all there is, or do everything. */
export type Role = 'look' | 'act'

const cookie = 'hal-visitor'
/** Enough for all of a person's browsers; whoever told the secret first is asked for it again. */
const most = 1_000

/** Browsers that have told the secret once: a page can't send a header along with its streams. Known as long as the server runs. */
export class Visitors {
  readonly #known = new Map<string, Role>()

  /** The cookie of one more. No script can read it, and no other site's page sends it along. */
  admit(role: Role): string {
    const [oldest] = this.#known.keys()
    if (this.#known.size >= most && oldest !== undefined) this.#known.delete(oldest)
    const visitor = randomBytes(32).toString('base64url')
    this.#known.set(visitor, role)
    return `${cookie}=${visitor}; Path=/; HttpOnly; SameSite=Strict`
  }

  /** By the header `Cookie`. Found by hash, and of 256 random bits: how long that takes tells nothing. */
  roleOf(header: string | undefined): Role | undefined {
    for (const pair of (header ?? '').split(';')) {
      const [name, value = ''] = pair.trim().split('=')
      const role = name === cookie ? this.#known.get(value) : undefined
      if (role !== undefined) return role
    }
    return undefined
  }
}
