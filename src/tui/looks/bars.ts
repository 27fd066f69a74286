import type { Theme } from './theme.ts'

/** A bar for each value, against what it may be at most; a blank for what nobody knows. */
export const barsOf = (
  values: readonly (number | undefined)[],
  most: number,
  { glyphs: { bars } }: Theme,
): string =>
  values.map((value) => (value === undefined ? ' ' : bars[placeOf(value, most, bars.length)])).join('')

const placeOf = (value: number, most: number, count: number): number =>
  most > 0 ? Math.max(0, Math.min(count - 1, Math.floor((value / most) * count))) : 0
