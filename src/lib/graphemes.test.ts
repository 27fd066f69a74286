import { expect, test } from 'vitest'
import { graphemes } from './graphemes.ts'

test('what belongs together is one character', () => {
  expect(graphemes('é👩‍💻🇩🇪한e\u0301✓\ufe0f\r\nx')).toEqual([
    ...['é', '👩‍💻', '🇩🇪', '한', 'e\u0301', '✓\ufe0f', '\r\n', 'x'],
  ])
})

test('all that is of one or two code units stands apart and together as Unicode says', () => {
  const segmenter = new Intl.Segmenter()
  const wrong: string[] = []
  for (let code = 0x20; code < 0x3000; code += 1) {
    const text = `a${String.fromCharCode(code)}─`
    const said = Array.from(segmenter.segment(text), ({ segment }) => segment)
    if (graphemes(text).join('|') !== said.join('|')) wrong.push(code.toString(16))
  }
  expect(wrong).toEqual([])
})
