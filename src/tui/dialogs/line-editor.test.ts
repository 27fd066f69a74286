import { expect, test } from 'vitest'
import { edit, editorOf, insert, textOf } from './line-editor.ts'

const after = (text: string, keys: readonly string[]): string =>
  textOf(keys.reduce((editor, key) => edit(editor, key) ?? editor, editorOf(text)))

test.each([
  ['typing appends', 'ab', ['c'], 'abc'],
  ['left and typing inserts', 'ac', ['left', 'b'], 'abc'],
  ['backspace takes a whole emoji', 'a👩‍💻', ['backspace'], 'a'],
  ['delete takes the character under the cursor', 'abc', ['home', 'delete'], 'bc'],
  ['ctrl-u empties up to the cursor', 'abc', ['left', 'ctrl+u'], 'c'],
  ['ctrl-w takes a word', 'git commit', ['ctrl+w'], 'git '],
  ['keys that edit nothing are left alone', 'abc', ['pageup', 'escape', 'ctrl+x'], 'abc'],
])('%s', (_, text, keys, expected) => {
  expect(after(text, keys)).toBe(expected)
})

test('pasting goes in at the cursor', () => {
  expect(textOf(insert({ ...editorOf('ad'), at: 1 }, 'bc'))).toBe('abcd')
})
