/** What is to be done about the words in a prompt box: nothing, look again, press the keys that clear it, or leave them to whose they are. */
type Care = 'none' | 'wait' | 'press' | 'dirty'

/**
 * Follows what stands in an agent's prompt box from look to look.
 *
 * | the box | words are to stay | words may go |
 * | --- | --- | --- |
 * | there is none | none | none |
 * | empty | none | for the first time: press, as what was typed a moment ago is drawn late; then until it is so twice: wait |
 * | other words than at the look before: drawn or typed just now, or a placeholder that is half drawn | wait | wait |
 * | the same words | dirty | press |
 * | the words for which the keys were pressed, for less than `clearPatienceMs` | | wait: the agent reads the keys after all that was typed before |
 * | the same, for longer | | dirty |
 */
export class DraftCare {
  readonly #isKept: boolean
  #before: string | undefined
  #pressedFor: string | undefined
  #pressedAtMs = 0
  #presses = 0

  constructor(draft: 'refuse' | 'clear') {
    this.#isKept = draft === 'refuse'
  }

  /** One look; `''`: the box is empty, `undefined`: there is none. */
  next(typed: string | undefined, nowMs: number): Care {
    const isSame = typed === this.#before
    this.#before = typed
    if (typed === undefined || (typed === '' && this.#isKept)) return 'none'
    if (typed === '' && this.#presses > 0) return isSame ? 'none' : 'wait'
    if (typed !== '' && !isSame) return 'wait'
    if (this.#isKept) return 'dirty'
    if (typed !== this.#pressedFor && this.#presses < mostPresses) {
      this.#presses += 1
      this.#pressedFor = typed
      this.#pressedAtMs = nowMs
      return 'press'
    }
    return nowMs - this.#pressedAtMs < clearPatienceMs ? 'wait' : 'dirty'
  }
}

/** More than a draft has screenfuls. */
const mostPresses = 12

/** A machine that has much to do may take so long to draw a box that is empty by now. */
const clearPatienceMs = 10_000
