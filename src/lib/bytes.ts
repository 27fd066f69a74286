import { fail, ok, type Result } from './result.ts'

const expected = 'a size such as 512m or 4g'
const factors: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
}

/** Reads a size the way container engines write it: `512m`, `4g`, `1.5GiB`, a bare number of bytes; steps of 1024. */
export const parseBytes = (
  text: string,
): Result<number, { readonly expected: string; readonly got: string }> => {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/.exec(text.trim().toLowerCase())
  const bytes = Math.round(Number(match?.[1]) * (factors[match?.[2] ?? ''] ?? Number.NaN))
  return Number.isSafeInteger(bytes) && bytes > 0 ? ok(bytes) : fail({ expected, got: text })
}

const units = ['B', 'K', 'M', 'G', 'T'] as const

/** A size as hal writes it for people, everywhere: in powers of 1024, `412M`, `1.1G`, `4G`. */
export function formatBytes(count: number): string {
  let amount = count
  let unit = 0
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024
    unit += 1
  }
  const hasFraction = unit >= 3 && amount < 10 && Math.round(amount * 10) % 10 !== 0
  return `${hasFraction ? amount.toFixed(1) : Math.round(amount)}${units[unit]}`
}
