import { stripVTControlCharacters } from 'node:util'

/**
 * Text from elsewhere (labels, names, an engine's message) made safe for a person's terminal: no escape sequence, no
 * control character, no invisible change of writing direction. Line breaks and tabs become one space.
 */
export const printable = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/[\t\n\r\v\f\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (character) => (isJoiner(character) ? character : ''))

/** Emoji and some scripts are spelled with these; they change no terminal. */
const isJoiner = (character: string): boolean => character === '\u200d' || character === '\u200c'
