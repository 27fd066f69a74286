import { expect, test } from 'vitest'
import { clipboardSequence } from './clipboard.ts'

test('puts any text on the clipboard of a terminal', () => {
  expect(clipboardSequence('żółw\n', false)).toBe('\u001b]52;c;xbzDs8WCdwo=\u0007')
})

test('reaches the terminal around a tmux, too', () => {
  expect(clipboardSequence('a', true)).toBe(
    '\u001b]52;c;YQ==\u0007\u001bPtmux;\u001b\u001b]52;c;YQ==\u0007\u001b\\',
  )
})

test('sends nothing where it would be more than a terminal takes', () => {
  expect(clipboardSequence('x'.repeat(500_001), false)).toBeUndefined()
})
