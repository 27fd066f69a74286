import type { Key } from 'ink'
import { graphemes } from '../../lib/graphemes.ts'

const named: ReadonlyArray<readonly [keyof Key, string]> = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
]

/**
 * The keys behind one report from the terminal, by name (`up`, `ctrl+c`, `enter`) or as the character typed. Keys typed
 * fast arrive as one string and come apart here.
 */
export const keysOf = (input: string, key: Key): readonly string[] => {
  if (key.eventType === 'release') return []
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab']
  if (key.return && key.meta) return ['alt+enter']
  const name = named.find(([flag]) => key[flag] === true)?.[1]
  if (name !== undefined) return [name]
  if (key.ctrl) return input === '' ? [] : [`ctrl+${input}`]
  if (key.meta) return []
  return graphemes(input).flatMap(characterKey)
}

const characterKey = (character: string): readonly string[] => {
  if (character === '\r' || character === '\r\n') return ['enter']
  if (character === '\t') return ['tab']
  if (character === '\u007f' || character === '\b') return ['backspace']
  if (character === '\u001b') return ['escape']
  const code = character.codePointAt(0) ?? 0
  return code < 0x20 ? [`ctrl+${String.fromCodePoint(code + 0x60)}`] : [character]
}
