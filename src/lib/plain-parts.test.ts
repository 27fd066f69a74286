import { expect, test } from 'vitest'
import { plainLines, plainParts } from './plain-parts.ts'

test.each<[unknown, readonly string[]]>([
  ['words', ['words']],
  [{ file_path: 'a.ts' }, ['a.ts']],
  [{ file_path: 'a.ts', content: 'one\ntwo\n' }, ['file_path: a.ts', 'content:\none\ntwo']],
  [
    { changes: [{ path: 'a.ts', kind: { type: 'add' } }, 'b.ts'] },
    ['path: a.ts', 'type: add', 'changes: b.ts'],
  ],
  [
    { command: 'make', commands: ['make'], all: true, deep: true },
    ['command: make', 'all: true', 'deep: true'],
  ],
  [{ nothing: null, empty: '', blank: ' ' }, []],
  [null, []],
])('says %j without its signs', (value, lines) => {
  expect(plainLines(plainParts(value))).toEqual(lines)
})
