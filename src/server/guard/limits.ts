import { TokenBuckets } from '../../lib/token-buckets.ts'
import type { Failure } from '../../present/failure.ts'
import { networkOf } from './network.ts'

/** How many seconds' worth a client may ask for at once. */
const burstS = 20

/** Wrong secrets at once, and then one in so many seconds. */
const mostKnocks = 20
const betweenKnocksS = 5

/** How much each client may ask for, and how often it may guess a secret. */
export class Limits {
  readonly #requests: TokenBuckets | undefined
  readonly #knocks = new TokenBuckets({ burst: mostKnocks, perSecond: 1 / betweenKnocksS })

  /** `requestsPerSecond`: 0: as many as they like. */
  constructor(requestsPerSecond: number) {
    this.#requests =
      requestsPerSecond === 0
        ? undefined
        : new TokenBuckets({ burst: requestsPerSecond * burstS, perSecond: requestsPerSecond })
  }

  /** Counts a request; why it is one too many. */
  request(client: string): Failure | undefined {
    const retryAfterS = this.#requests?.take(networkOf(client))
    return retryAfterS === undefined ? undefined : { reason: 'too-many-requests', retryAfterS }
  }

  /** Why what a client says to be the secret is not even looked at: otherwise the last of its guesses could be right. */
  shutFor(client: string): Failure | undefined {
    const retryAfterS = this.#knocks.look(networkOf(client))
    return retryAfterS === undefined ? undefined : { reason: 'too-many-knocks', retryAfterS }
  }

  /** Its secret was wrong. */
  wasWrong(client: string): void {
    this.#knocks.take(networkOf(client))
  }
}
