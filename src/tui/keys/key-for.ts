import type { Model } from '../model.ts'

/** Sentences that name a key name the person's own: `R restarts it` says what R is by its id. */
export const keyFor = ({ keyHints }: Pick<Model, 'keyHints'>, id: string, usual: string): string =>
  keyHints[id] ?? usual
