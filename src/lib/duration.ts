import { fail, ok, type Result } from './result.ts'

const expected = 'a duration such as 500ms, 30s, 5m or 1h30m'
const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads `500ms`, `30s`, `5m`, `1h30m`, `2d`, a bare number of seconds; answers milliseconds. Zero and less is no duration. */
export const parseDuration = (
  text: string,
): Result<number, { readonly expected: string; readonly got: string }> => {
  const trimmed = text.trim().toLowerCase()
  const written = /^\d+(\.\d+)?$/.test(trimmed) ? `${trimmed}s` : trimmed
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(written)) return fail({ expected, got: text })
  const durationMs = [...written.matchAll(/([\d.]+)(ms|s|m|h|d)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (factors[unit ?? ''] ?? Number.NaN),
    0,
  )
  return Number.isSafeInteger(Math.round(durationMs)) && durationMs >= 1
    ? ok(Math.round(durationMs))
    : fail({ expected, got: text })
}
