import type { Life } from '../worker/life.ts'

/** What can be done to several workers at once. */
export type VerbForMany = 'stop' | 'restart' | 'remove' | 'freeze' | 'thaw'

/** A worker as it was when the question was asked: what is done is what was said. */
export interface Target {
  readonly name: string
  readonly life: Life
}

export const workersInWords = (count: number): string => (count === 1 ? '1 worker' : `${count} workers`)
