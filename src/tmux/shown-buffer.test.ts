import { expect, test } from 'vitest'
import { unescapeShown } from './shown-buffer.ts'

const read = (shown: string): string => unescapeShown(Buffer.from(shown)).toString()

test.each([
  ['a backslash', String.raw`{"prompt":"one\\ntwo"}`, String.raw`{"prompt":"one\ntwo"}`],
  ['control characters', String.raw`\t\033[1m\r\001\a\b\v\f`, '\t\u001b[1m\r\u0001\u0007\b\v\f'],
  ['what looks like a variable', String.raw`\$HOME \$_ $1`, '$HOME $_ $1'],
  ['a character of two bytes', String.raw`\302\200 ü`, '\u0080 ü'],
  ['nothing', 'plain “text”', 'plain “text”'],
])('%s that tmux escaped is what it was', (_, shown, text) => {
  expect(read(shown)).toBe(text)
})
