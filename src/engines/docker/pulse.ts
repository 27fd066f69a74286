/** How long an engine is let be, and how long it is waited for. */
export interface Patience {
  /** Of silence, after which it is asked whether it is there. */
  readonly quietMs: number
  /** For its answer. */
  readonly answerMs: number
}

/**
 * An engine that hangs, or a path that swallows, closes nothing: it is noticed after 10 s at most. A ping costs next to nothing, and
 * five seconds are more than a busy engine takes for one; over ssh or TLS a connection may have to be made for it first.
 */
export const patienceFor = (address: string): Patience => ({
  quietMs: 5_000,
  answerMs: address.startsWith('unix://') ? 5_000 : 15_000,
})

export interface Pulse extends Disposable {
  /** Something came from the engine: it is there. */
  readonly heard: () => void
  readonly heardAt: () => Date
}

/**
 * Says once, by `onSilent`, that the engine doesn't answer. It is waited for from the beginning; once heard, it is asked by `ping`
 * after each silence, never again before it has answered. A ping that rejects is no answer: `onSilent` gets what it rejected with.
 */
export function followPulse(given: {
  readonly patience: Patience
  readonly ping: () => Promise<unknown>
  readonly onSilent: (why: string) => void
}): Pulse {
  const { patience, ping, onSilent } = given
  const { quietMs, answerMs } = patience
  let timer: NodeJS.Timeout | undefined
  let late: NodeJS.Immediate | undefined
  let isOver = false
  let heardAt = new Date()

  const end = () => {
    isOver = true
    clearTimeout(timer)
    clearImmediate(late)
  }
  const giveUp = (why: string) => {
    if (isOver) return
    end()
    onSilent(why)
  }
  const awaitAnswer = () => {
    timer = setTimeout(() => {
      // Where hal itself was stopped meanwhile, the answer lies there and is read first.
      late = setImmediate(() => giveUp(`nothing came back within ${answerMs / 1000}s`))
    }, answerMs)
  }
  const heard = () => {
    if (isOver) return
    heardAt = new Date()
    clearTimeout(timer)
    clearImmediate(late)
    timer = setTimeout(() => {
      awaitAnswer()
      ping().then(heard, (thrown: unknown) =>
        giveUp(thrown instanceof Error ? thrown.message : String(thrown)),
      )
    }, quietMs)
  }

  awaitAnswer()
  return { heard, heardAt: () => heardAt, [Symbol.dispose]: end }
}
