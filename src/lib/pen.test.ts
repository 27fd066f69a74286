import { expect, test } from 'vitest'
import { type Pen, penSequence, plainPen, withSgr } from './pen.ts'

const after = (...sequences: readonly string[]): string =>
  penSequence(sequences.reduce<Pen>((pen, parameters) => withSgr(pen, parameters), plainPen))

test.each([
  ['a colour takes the place of another', ['31', '32'], '\u001b[32m'],
  ['weights and colours stand side by side', ['1', '38;5;196', '4'], '\u001b[1;38;5;196;4m'],
  ['an end takes away what it ends alone', ['1;31', '22'], '\u001b[31m'],
  ['nothing, and 0, take all away', ['1;31', ''], ''],
  ['what comes behind a 0 holds', ['31', '0;7'], '\u001b[7m'],
])('%s', (_, sequences, written) => {
  expect(after(...sequences)).toBe(written)
})

test('a pen stays small, however often it changes', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `38;2;${index % 256};0;0`)
  expect(after(...many)).toBe('\u001b[38;2;231;0;0m')
})
