import { describe, expect, test } from 'vitest'
import { editorOf, type LineEditor } from './line-editor.ts'
import { moveLine, rowsOfText, toLineEdge } from './text-area.ts'

/** `a|b`: the cursor stands before b. */
const at = (marked: string): LineEditor => ({
  ...editorOf(marked.replace('|', '')),
  at: editorOf(marked.slice(0, marked.indexOf('|'))).characters.length,
})
const marked = (editor: LineEditor | undefined): string | undefined =>
  editor === undefined
    ? undefined
    : [...editor.characters.slice(0, editor.at), '|', ...editor.characters.slice(editor.at)].join('')

describe('a text of several lines', () => {
  test.each([
    ['abc\nd|e', -1, 'a|bc\nde'],
    ['ab\ncdef|', -1, 'ab|\ncdef'],
    ['abc\n|de', -1, '|abc\nde'],
    ['\n|de', -1, '|\nde'],
    ['a\n\nb|', -1, 'a\n|\nb'],
    ['ab|c\nd', 1, 'abc\nd|'],
    ['|\nab', 1, '\n|ab'],
    ['abc|\n\nd', 1, 'abc\n|\nd'],
  ] as const)('%j, %i: the cursor goes to %j', (from, step, to) => {
    expect(marked(moveLine(at(from), step))).toBe(to)
  })

  test.each([
    ['a|bc\nde', -1],
    ['abc\nd|e', 1],
    ['|', 1],
    ['|', -1],
  ] as const)('%j has no line %i', (from, step) => {
    expect(moveLine(at(from), step)).toBeUndefined()
  })

  test('has edges at each of its lines', () => {
    expect(marked(toLineEdge(at('ab\nc|d\ne'), 'start'))).toBe('ab\n|cd\ne')
    expect(marked(toLineEdge(at('ab\nc|d\ne'), 'end'))).toBe('ab\ncd|\ne')
    expect(marked(toLineEdge(at('|ab'), 'start'))).toBe('|ab')
  })

  const rows = (text: string, columns: number) =>
    rowsOfText(at(text), columns).map((cells) =>
      cells.map(({ character, isCursor }) => (isCursor ? `[${character}]` : character)).join(''),
    )

  test('breaks rows at their width, wide characters and all, and keeps the cursor in sight', () => {
    expect(rows('abcd\nef|', 3)).toEqual(['abc', 'd', 'ef[ ]'])
    expect(rows('日本|語', 4)).toEqual(['日本', '[語]'])
    expect(rows('abc|', 3)).toEqual(['abc', '[ ]'])
    expect(rows('ab|\n', 3)).toEqual(['ab[ ]', ''])
  })

  test('shows nothing that would steer the terminal', () => {
    expect(rows('a\u001b[2J\tb|', 40)).toEqual(['a?[2J b[ ]'])
  })
})
