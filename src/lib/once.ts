import type { Result } from './result.ts'

/** Opens something at the first call, for all who call. */
export interface Once<T> {
  (): Promise<T>
  /** What came of the first call, if there was one. */
  readonly asked: () => Promise<T> | undefined
}

export function once<T>(open: () => Promise<T>): Once<T> {
  let opened: Promise<T> | undefined
  const call = () => {
    opened ??= open()
    return opened
  }
  return Object.assign(call, { asked: () => opened })
}

/** The same of what may fail: then it is tried again at the next call, as whoever lives for long may find it there by then. */
export function onceItCan<T, F>(open: () => Promise<Result<T, F>>): Once<Result<T, F>> {
  let opened: Promise<Result<T, F>> | undefined
  const call = () => {
    const opening = opened ?? open()
    opened = opening
    const forget = () => {
      if (opened === opening) opened = undefined
    }
    opening.then((result) => result.ok || forget(), forget)
    return opening
  }
  return Object.assign(call, { asked: () => opened })
}
