import type { Typed } from '../../workers/fleet/fleet.ts'

const names: Readonly<Record<string, string>> = {
  ...{ up: 'Up', down: 'Down', left: 'Left', right: 'Right', home: 'Home', end: 'End' },
  ...{ pageup: 'PPage', pagedown: 'NPage', delete: 'DC', 'shift+tab': 'BTab' },
}

const texts: Readonly<Record<string, string>> = {
  enter: '\r',
  tab: '\t',
  escape: '\x1b',
  backspace: '\x7f',
}

/** A key as hal calls it, as it goes to a worker. */
export const strokeOf = (key: string): Typed | undefined => {
  const name = names[key]
  if (name !== undefined) return { kind: 'key', key: name }
  const control = /^ctrl\+(.)$/.exec(key)?.[1]
  const text = texts[key] ?? (control === undefined ? key : controlCharacter(control))
  return { kind: 'bytes', bytes: Buffer.from(text) }
}

const controlCharacter = (letter: string): string =>
  String.fromCodePoint((letter.toUpperCase().codePointAt(0) ?? 64) & 0x1f)
