/** What is typed, as far as it is needed of a `tty.ReadStream`. */
export interface KeyInput {
  readonly isRaw: boolean
  setRawMode(isRaw: boolean): unknown
  on(event: 'data', listener: (chunk: Buffer) => void): unknown
  off(event: 'data', listener: (chunk: Buffer) => void): unknown
  resume(): unknown
  pause(): unknown
}

export interface CarriedKeys extends Disposable {
  /** The far side takes keys again. */
  readonly resume: () => void
  /** The far side has given the screen back: who types from now on sees what was there before, and types for that. */
  readonly hold: () => void
}

/** How long a program that has given the screen back takes to end, and far longer; one that stays, as when suspended, hears again. */
const endsWithinMs = 1_000

/**
 * Carries each key that is typed to `send`, until it is disposed of. `send` answers whether the far side takes more: what is typed, or
 * pasted, before `resume` stays where it comes from.
 */
export function carryKeys(input: KeyInput, send: (keys: Buffer) => boolean): CarriedKeys {
  const wasRaw = input.isRaw
  let held: NodeJS.Timeout | undefined
  let isOver = false
  const onInput = (keys: Buffer) => {
    if (!send(keys)) input.pause()
  }
  const listen = () => {
    held = undefined
    input.setRawMode(true)
    input.on('data', onInput)
    input.resume()
  }
  const stop = () => {
    clearTimeout(held)
    input.off('data', onInput)
    input.pause()
    input.setRawMode(wasRaw)
  }
  listen()
  return {
    resume: () => {
      if (held === undefined && !isOver) input.resume()
    },
    hold: () => {
      if (isOver) return
      stop()
      held = setTimeout(listen, endsWithinMs)
    },
    [Symbol.dispose]: () => {
      stop()
      isOver = true
    },
  }
}
