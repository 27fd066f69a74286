import { expect, test } from 'vitest'
import { parseDuration } from './duration.ts'

test.each([
  ['30s', 30_000],
  ['30', 30_000],
  ['0.5', 500],
  ['500ms', 500],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['2D', 172_800_000],
  ['1.5s', 1500],
])('a duration of %s is %d ms', (text, durationMs) => {
  expect(parseDuration(text)).toEqual({ ok: true, value: durationMs })
})

test.each(['', '0', '0s', '-3s', 'soon', '3 s s', '5x', '1h 30m!', '9e99s'])(
  '"%s" is not a duration',
  (text) => {
    expect(parseDuration(text)).toEqual({
      ok: false,
      failure: { expected: 'a duration such as 500ms, 30s, 5m or 1h30m', got: text },
    })
  },
)
