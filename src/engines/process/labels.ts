import type { Labels } from '../engine.ts'

/** An empty value stands for any. */
export const hasLabels = (labels: Labels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => key in labels && (value === '' || labels[key] === value))
