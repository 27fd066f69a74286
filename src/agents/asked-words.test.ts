import { expect, test } from 'vitest'
import { askedWords } from './asked-words.ts'

test.each<[string, unknown, string, string]>([
  ['Bash: npm test', { command: 'npm test' }, 'Bash: npm test', ''],
  ['Bash: npm te…', { command: 'npm test' }, 'Bash: npm test', ''],
  ['npm te…', { command: 'npm test' }, 'npm test', ''],
  ['', { command: 'npm test' }, 'npm test', ''],
  ['', null, '', ''],
  ['npm\n  test', { command: 'npm test' }, 'npm\n  test', ''],
  ['Run the tests', { command: 'npm test' }, 'Run the tests', 'npm test'],
  [
    'Bash: npm test',
    { command: 'npm test', description: 'Run the tests' },
    'Bash: npm test',
    'Run the tests',
  ],
  ['Write: a.ts', { file_path: 'a.ts', content: 'one\ntwo\n' }, 'Write: a.ts', 'one\ntwo'],
  [
    'Edit: a.ts',
    { file_path: 'a.ts', old_string: 'a', new_string: 'b' },
    'Edit: a.ts',
    'old_string: a\nnew_string: b',
  ],
])('%j about %j is said as %j and %j', (words, input, title, about) => {
  expect(askedWords(words, input)).toEqual({ title, about })
})

test('of something long, its beginning is enough for a person', () => {
  const { about } = askedWords('Write: a.ts', { file_path: 'a.ts', content: 'x'.repeat(1_000_000) })
  expect(about).toBe(`${'x'.repeat(3999)}…`)
})
