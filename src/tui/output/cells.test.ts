import { expect, test } from 'vitest'
import { cellsOf } from './cells.ts'
import { frameDiff } from './frame-diff.ts'

test('leaves out what would steer the terminal, wherever the text is from', () => {
  const line = 'a\u0007b\u0008c\u009b2Jd\r\ne\u0000\u007f宽\u0085f \u001b]0;title\u0007\u001b[31mred'
  expect(cellsOf(line).texts.join('')).toBe('abc2Jde宽f ]0;titlered')
  expect(frameDiff(undefined, [line], 40).replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, '')).not.toMatch(/\p{Cc}/u)
})
