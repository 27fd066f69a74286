import { distance } from 'fastest-levenshtein'

/** The candidate a person most likely meant by `given`: at most a third of its letters differ. `undefined`: none is near. */
export const closest = (given: string, candidates: readonly string[]): string | undefined => {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(given.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  return best !== undefined && best.edits <= Math.max(1, Math.ceil(given.length / 3))
    ? best.candidate
    : undefined
}
