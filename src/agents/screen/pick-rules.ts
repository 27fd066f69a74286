import type { ScreenRules } from './screen-rules.ts'

/** The rules for a version: its own, else the newest that are older, else the oldest; the newest where the version isn't known. */
export const pickRules = (
  all: readonly [ScreenRules, ...ScreenRules[]],
  version: string | undefined,
): ScreenRules => {
  const [oldest, ...newer] = all.toSorted((one, other) => compare(one.version, other.version))
  const isKnown = version !== undefined && /^\d+\./.test(version)
  const fitting = newer.findLast((rules) => !isKnown || compare(rules.version, version) <= 0)
  return fitting ?? oldest ?? all[0]
}

const compare = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true })
