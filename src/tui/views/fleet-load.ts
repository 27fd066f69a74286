import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'

/** What all watched workers use together, the newest last. */
export type FleetLoad = readonly LoadSample[]

export interface LoadSample {
  readonly at: Date
  readonly cpuPercent: number
  readonly memoryBytes: number
}

export const noLoad: FleetLoad = []

/** What those workers use together whose numbers are streamed; `undefined` while there is none. */
export const loadOf = ({ workers }: FleetSnapshot): Omit<LoadSample, 'at'> | undefined => {
  const stats = workers.flatMap((row) => row.stats ?? [])
  if (stats.length === 0) return undefined
  return {
    cpuPercent: stats.reduce((sum, { cpuPercent }) => sum + (cpuPercent ?? 0), 0),
    memoryBytes: stats.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
  }
}

/** The last `sliceMs × count` in slices of time, the oldest first: the mean of each, `undefined` where nothing was measured. */
export const slices = (
  load: FleetLoad,
  given: {
    readonly now: Date
    readonly count: number
    readonly sliceMs: number
    readonly of: (sample: LoadSample) => number
  },
): readonly (number | undefined)[] => {
  const { now, count, sliceMs, of } = given
  const sums = Array.from({ length: count }, () => ({ sum: 0, samples: 0 }))
  // Slices end at whole multiples of their length, so that what is past does not change its shape as time goes on.
  const end = Math.floor(now.getTime() / sliceMs) + 1
  for (const sample of load) {
    const slice = sums[count - end + Math.floor(sample.at.getTime() / sliceMs)]
    if (slice === undefined) continue
    slice.sum += of(sample)
    slice.samples += 1
  }
  return sums.map(({ sum, samples }) => (samples === 0 ? undefined : sum / samples))
}
