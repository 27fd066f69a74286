export type Limiter = <T>(task: () => Promise<T>) => Promise<T>

/** Runs at most `limit` of the tasks it is given at once, the others in the order they came. */
export function createLimiter(limit: number): Limiter {
  let free = limit
  const waiting: (() => void)[] = []
  return async (task) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
