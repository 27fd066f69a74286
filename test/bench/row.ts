export interface Row {
  readonly what: string
  readonly floor: string
  readonly hal: string
  readonly floorValue: string
  readonly ratio: string
  readonly goal: string
}

/** A row of two times; goals are ratios. */
export const timeRow = (
  what: string,
  floor: string,
  measured: { readonly halMs: number; readonly floorMs: number; readonly goal: number },
): Row => {
  const ratio = measured.halMs / measured.floorMs
  return {
    what,
    floor,
    hal: ms(measured.halMs),
    floorValue: ms(measured.floorMs),
    ratio: `${ratio.toFixed(2)}×${ratio > measured.goal ? ' (missed)' : ''}`,
    goal: `≤ ${measured.goal}×`,
  }
}

const ms = (value: number): string => (value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`)

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Interleaves two things so that what else the machine does hits both; answers the medians in milliseconds. */
export async function compare(
  rounds: number,
  hal: () => Promise<unknown>,
  floor: () => Promise<unknown>,
): Promise<{ readonly halMs: number; readonly floorMs: number }> {
  const halTimes: number[] = []
  const floorTimes: number[] = []
  await hal()
  await floor()
  for (let round = 0; round < rounds; round += 1) {
    halTimes.push(await timed(hal))
    floorTimes.push(await timed(floor))
  }
  return { halMs: median(halTimes), floorMs: median(floorTimes) }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

/** What a value must not exceed: `p50 12 ms`. */
export interface Limit {
  readonly name?: string
  readonly value: number
  readonly most: number
  readonly unit: string
}

/** A row whose goals are not ratios but limits: met when each of them is. */
export const limitRow = (what: string, limits: readonly Limit[]): Row => {
  const words = (each: (limit: Limit) => string) =>
    limits.map((limit) => `${limit.name === undefined ? '' : `${limit.name} `}${each(limit)}`).join(', ')
  return {
    what,
    floor: 'what it has to be',
    hal: words(({ value, unit }) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ${unit}`),
    floorValue: '–',
    ratio: limits.every(({ value, most }) => value <= most) ? 'met' : '(missed)',
    goal: words(({ most, unit }) => `≤ ${most} ${unit}`),
  }
}

/** What so many percent of the values don’t exceed. */
export const percentile = (values: readonly number[], percent: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? Number.NaN
