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
