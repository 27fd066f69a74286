import type { SeenWorker } from '../../workers/whom.ts'
import type { Life } from '../worker/life.ts'

/** What can be done to several workers at once. */
export type VerbForMany = 'stop' | 'restart' | 'remove' | 'freeze' | 'thaw'

/** A worker as it was when the question was asked: what is done is what was said. */
export interface Target extends SeenWorker {
  readonly life: Life
}

/** A worker that was not removed, and why not: line by line what it has that is nowhere else. */
export interface Doomed extends SeenWorker {
  readonly why: readonly string[]
}

/** Which one it is, whatever becomes of it: a name alone may be another worker's by the time something is done. */
export const seenOf = ({ name, containerId }: SeenWorker): SeenWorker => ({ name, containerId })

export const workersInWords = (count: number): string => (count === 1 ? '1 worker' : `${count} workers`)
