import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestOf256 } from './nearest-color.ts'

/** As xterm has them from 16 on. */
const palette = Array.from({ length: 240 }, (_, at): readonly [number, number, number] => {
  if (at >= 216) return [8 + (at - 216) * 10, 8 + (at - 216) * 10, 8 + (at - 216) * 10]
  const level = (part: number) => (part === 0 ? 0 : 55 + part * 40)
  return [level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6)]
})

test('no other of 256 colours is nearer to a colour', () => {
  const part = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(fc.tuple(part, part, part), (color) => {
      const apart = (index: number) =>
        color.reduce((sum, value, at) => sum + (value - (palette[index - 16]?.[at] ?? 0)) ** 2, 0)
      const nearest = Math.min(...palette.map((_, at) => apart(at + 16)))
      expect(apart(nearestOf256(color))).toBe(nearest)
    }),
    { numRuns: 500 },
  )
})

test('one of 256 colours stays what it is', () => {
  for (const color of palette) expect(palette[nearestOf256(color) - 16]).toEqual(color)
})
