/** For people, in one unit: `4ms` and `0.4s` below ten seconds when `isFine`, `12s`, `3m`, `2h`, `5d`. */
export function formatDuration(durationMs: number, isFine = true): string {
  const seconds = Math.max(0, durationMs) / 1000
  if (isFine && seconds > 0 && seconds < 0.01) return `${Math.ceil(durationMs)}ms`
  if (isFine && seconds < 10 && !Number.isInteger(seconds))
    return `${Number(seconds.toFixed(seconds < 1 ? 2 : 1))}s`
  if (seconds < 60) return `${Math.floor(seconds)}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`
  return `${Math.floor(seconds / 86_400)}d`
}

/** How long ago, in whole units; a dash where nobody knows. */
export const formatAge = (since: Date | undefined, now: Date): string =>
  since === undefined ? '–' : formatDuration(now.getTime() - since.getTime(), false)

/** In how many milliseconds `formatAge` says something else. */
export function untilNextAgeMs(since: Date, now: Date): number {
  const ageMs = now.getTime() - since.getTime()
  if (ageMs < 0) return 1000 - ageMs
  const unitMs =
    ageMs < 60_000 ? 1000 : ageMs < 3_600_000 ? 60_000 : ageMs < 86_400_000 ? 3_600_000 : 86_400_000
  return unitMs - (ageMs % unitMs)
}
