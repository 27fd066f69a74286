import { printable } from '../../lib/printable.ts'
import { widthOf } from '../looks/text.ts'
import type { LineEditor } from './line-editor.ts'

/** Where the line begins that the cursor is in. */
const lineStart = ({ characters, at }: LineEditor): number => characters.lastIndexOf('\n', at - 1) + 1

const lineEnd = ({ characters, at }: LineEditor): number => {
  const end = characters.indexOf('\n', at)
  return end < 0 ? characters.length : end
}

/** The cursor a line further down or up, as near its column as that line lets it; `undefined`: there is none. */
export const moveLine = (editor: LineEditor, step: 1 | -1): LineEditor | undefined => {
  const { characters, at } = editor
  const start = at === 0 ? 0 : lineStart(editor)
  const column = at - start
  if (step === -1) {
    if (start === 0) return undefined
    const before = { characters, at: start - 1 }
    const from = start === 1 ? 0 : lineStart(before)
    return { characters, at: Math.min(from + column, start - 1) }
  }
  const end = lineEnd(editor)
  if (end === characters.length) return undefined
  return { characters, at: Math.min(end + 1 + column, lineEnd({ characters, at: end + 1 })) }
}

/** To the first or last place of the cursor's line. */
export const toLineEdge = (editor: LineEditor, edge: 'start' | 'end'): LineEditor => ({
  characters: editor.characters,
  at: edge === 'end' ? lineEnd(editor) : editor.at === 0 ? 0 : lineStart(editor),
})

/** What was pasted may have characters that would steer the terminal. */
const shown = (character: string): string =>
  character === '\t' ? ' ' : printable(character) === character ? character : '?'

export interface Cell {
  readonly character: string
  readonly isCursor: boolean
}

/** The text in rows of at most `columns`, with the cursor in a cell of its own where it stands behind a line. */
export const rowsOfText = ({ characters, at }: LineEditor, columns: number): readonly (readonly Cell[])[] => {
  const rows: Cell[][] = [[]]
  let width = 0
  const put = (character: string, isCursor: boolean) => {
    const needs = widthOf(character)
    if (width + needs > columns && width > 0) {
      rows.push([])
      width = 0
    }
    rows.at(-1)?.push({ character, isCursor })
    width += needs
  }
  for (const [index, character] of [...characters, undefined].entries()) {
    const isCursor = index === at
    if (character !== undefined && character !== '\n') put(shown(character), isCursor)
    else if (isCursor) put(' ', true)
    if (character === '\n') {
      rows.push([])
      width = 0
    }
  }
  return rows
}
