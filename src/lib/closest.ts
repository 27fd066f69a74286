import { distance } from 'fastest-levenshtein'

/**
 * The candidate a person most likely meant by `given`: at most a third of the longer word's letters differ, but one always may.
 * Case counts for nothing, and two neighbours that changed places are one slip. Of two as near the longer one is meant: a
 * letter is left out sooner than added. `undefined`: none is near.
 */
export const closest = (given: string, candidates: readonly string[]): string | undefined => {
  const [best] = candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(given.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= slipsAllowed(given, candidate))
    .sort((a, b) => a.slips - b.slips || b.candidate.length - a.candidate.length)
  return best?.candidate
}

const slipsAllowed = (given: string, candidate: string): number =>
  Math.max(1, Math.floor(Math.max(given.length, candidate.length) / 3))

const slipsBetween = (given: string, candidate: string): number =>
  Math.min(
    distance(given, candidate),
    ...Array.from(
      { length: Math.max(0, given.length - 1) },
      (_, at) => 1 + distance(withNeighboursSwapped(given, at), candidate),
    ),
  )

const withNeighboursSwapped = (word: string, at: number): string =>
  word.slice(0, at) +
  word
    .slice(at, at + 2)
    .split('')
    .toReversed()
    .join('') +
  word.slice(at + 2)
