import { graphemes } from '../../lib/graphemes.ts'

/** Names of keys that are no character, as a keymap and the person's config write them. */
const named: ReadonlySet<string> = new Set([
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end'],
  ...['enter', 'escape', 'tab', 'shift+tab', 'backspace', 'delete', 'f1'],
])

/** Other spellings, and control keys that a terminal can't tell from another key. */
const sames: Readonly<Record<string, string>> = {
  ...{ return: 'enter', esc: 'escape', pgup: 'pageup', pgdn: 'pagedown', del: 'delete', space: ' ' },
  ...{ 'ctrl+m': 'enter', 'ctrl+j': 'enter', 'ctrl+i': 'tab', 'ctrl+[': 'escape' },
}

/** One character that would be text where text is typed. */
export const isCharacter = (key: string): boolean => graphemes(key).length === 1

/** One byte on the wire, and no text: what can be told from all that a worker is to have. */
export const isControlKey = (key: string): boolean => /^ctrl\+.$/.test(key)

/** The key as keymaps have it; `undefined` for what no terminal sends. */
export const keyNamed = (written: string): string | undefined => {
  if (isCharacter(written)) return written
  const name = written
    .trim()
    .toLowerCase()
    .replace(/^(ctrl|shift)-/, '$1+')
  const key = sames[name] ?? name
  return named.has(key) || key === ' ' || /^ctrl\+[a-z\]\\^_]$/.test(key) ? key : undefined
}

const words: Readonly<Record<string, string>> = {
  ...{ enter: '⏎', escape: 'esc', up: '↑', down: '↓', left: '←', right: '→', ' ': 'space' },
  ...{ pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End', delete: 'Del', f1: 'F1' },
}

/** How a key is written for a person. */
export const keyShown = (key: string): string => words[key] ?? key.replace(/^(ctrl|shift)\+/, '$1-')
