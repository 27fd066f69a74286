import { graphemes } from '../../lib/graphemes.ts'
/** One line of text being typed. `at` counts characters as people see them, not code units. */
export interface LineEditor {
  readonly characters: readonly string[]
  readonly at: number
}

/** A text from before stands in the editor. */
export interface Recall {
  /** Counted from the newest, which is 0. */
  readonly at: number
  /** What stood there before anything was recalled. */
  readonly typed: LineEditor
}

export const editorOf = (text = ''): LineEditor => {
  const characters = graphemes(text)
  return { characters, at: characters.length }
}

export const textOf = (editor: LineEditor): string => editor.characters.join('')

/** Puts typed or pasted text in at the cursor. */
export const insert = (editor: LineEditor, text: string): LineEditor => {
  const before = graphemes(editor.characters.slice(0, editor.at).join('') + text)
  return { characters: [...before, ...editor.characters.slice(editor.at)], at: before.length }
}

/** What an editing key makes of the line; `undefined`: not an editing key. */
export const edit = (editor: LineEditor, key: string): LineEditor | undefined => {
  const { characters, at } = editor
  const move = (to: number): LineEditor => ({
    characters,
    at: Math.max(0, Math.min(characters.length, to)),
  })
  const cut = (from: number, to: number): LineEditor => ({
    characters: [...characters.slice(0, from), ...characters.slice(to)],
    at: from,
  })
  switch (key) {
    case 'left':
    case 'ctrl+b':
      return move(at - 1)
    case 'right':
    case 'ctrl+f':
      return move(at + 1)
    case 'home':
    case 'ctrl+a':
      return move(0)
    case 'end':
    case 'ctrl+e':
      return move(characters.length)
    case 'backspace':
    case 'ctrl+h':
      return cut(Math.max(0, at - 1), at)
    case 'delete':
    case 'ctrl+d':
      return cut(at, at + 1)
    case 'ctrl+u':
      return cut(0, at)
    case 'ctrl+k':
      return cut(at, characters.length)
    case 'ctrl+w':
      return cut(wordStart(characters, at), at)
    default:
      return isTyped(key) ? insert(editor, key) : undefined
  }
}

const wordStart = (characters: readonly string[], at: number): number => {
  let from = at
  while (from > 0 && characters[from - 1] === ' ') from -= 1
  while (from > 0 && characters[from - 1] !== ' ') from -= 1
  return from
}

/** Keys with a name are longer than the one character that a typed key is. */
const isTyped = (key: string): boolean => graphemes(key).length === 1
