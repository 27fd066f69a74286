import { array, assert, constantFrom, integer, property, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFocusReader, type FocusPart } from './focus-reader.ts'

const words = (parts: readonly FocusPart[]): string =>
  parts
    .map((part) => {
      if (part.kind === 'leave') return `leave(${part.rest.toString()})`
      if (part.kind === 'terminal') return `terminal(${JSON.stringify(part.bytes.toString())})`
      if (part.kind === 'mouse') return `mouse(${part.mouse.column},${part.mouse.row})`
      const { typed } = part
      if (typed.kind === 'paste') return `paste(${typed.text})`
      return typed.kind === 'key' ? `<${typed.key}>` : Buffer.from(typed.bytes).toString()
    })
    .join('')

const read = (...chunks: readonly string[]): string => {
  const reader = createFocusReader()
  return words([...chunks.flatMap((chunk) => reader.push(Buffer.from(chunk))), ...reader.flush()])
}

describe('while keys go to a worker', () => {
  test.each([
    ['letters and control characters are themselves', 'ls\r\u0003\u0000ż', 'ls\r\u0003\u0000ż'],
    ['a lone Escape is one', '\u001b', '\u001b'],
    ['Alt and a letter stay together', '\u001bf', '\u001bf'],
    ['Alt and a bracket are no beginning of anything', '\u001b[', '\u001b['],
    ['arrows go by name, from both kinds of terminals', '\u001b[A\u001bOB', '<Up><Down>'],
    ['keys with modifiers, too', '\u001b[1;5D\u001b[3;2~\u001b[Z', '<C-Left><S-DC><BTab>'],
    ['function keys, too', '\u001bOP\u001b[15~\u001b[24~', '<F1><F5><F12>'],
    ['a sequence nobody knows goes as it came', '\u001b[99;1z', '\u001b[99;1z'],
    [
      'a paste is one, whatever is in it',
      'a\u001b[200~x\u001d\n\u001b[A\u001b[201~b',
      'apaste(x\u001d\n\u001b[A)b',
    ],
    ['ctrl-] leaves, and what comes behind it is not the worker’s', 'a\u001dxy', 'aleave(xy)'],
    ['reports of the mouse are apart', '\u001b[<0;12;7M', 'mouse(12,7)'],
    [
      'what the terminal says by itself is not typed',
      '\u001b[I\u001b[?62;c\u001b]11;rgb:0/0/0\u001b\\',
      'terminal("\\u001b[I")terminal("\\u001b[?62;c")terminal("\\u001b]11;rgb:0/0/0\\u001b\\\\")',
    ],
  ])('%s', (_, given, expected) => {
    expect(read(given)).toBe(expected)
  })

  test('another key leaves where the person chose one, and ctrl-] is the worker’s', () => {
    const reader = createFocusReader(new Set(['\u001c']))
    expect(words(reader.push(Buffer.from('a\u001db\u001cc')))).toBe('a\u001dbleave(c)')
  })

  test('it makes no difference where the bytes are cut', () => {
    const pieces = constantFrom(
      ...[
        'a',
        'ż',
        '日',
        '\r',
        '\u0000',
        '\u001b[A',
        '\u001b[1;5C',
        '\u001b[200~p\nq\u001b[201~',
        '\u001b[<0;1;1M',
      ],
    )
    assert(
      property(
        array(pieces, { maxLength: 12 }),
        array(integer({ min: 1, max: 5 }), { minLength: 1 }),
        (all, sizes) => {
          const bytes = Buffer.from(all.join(''))
          const reader = createFocusReader()
          const parts: FocusPart[] = []
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1
            parts.push(...reader.push(bytes.subarray(at, at + size)))
            at += size
          }
          const whole = createFocusReader()
          expect(bytesOf([...parts, ...reader.flush()])).toEqual(
            bytesOf([...whole.push(bytes), ...whole.flush()]),
          )
        },
      ),
    )
  })

  test('no byte of what is typed is lost or moved', () => {
    assert(
      property(uint8Array({ maxLength: 60 }), (bytes) => {
        const plain = Buffer.from(bytes.filter((byte) => byte !== 0x1b && byte !== 0x1d))
        const reader = createFocusReader()
        expect(bytesOf([...reader.push(plain), ...reader.flush()])).toBe(plain.toString('latin1'))
      }),
    )
  })

  test('a paste whose end never comes is given up, and the way back is open again', () => {
    const reader = createFocusReader()
    expect(words(reader.push(Buffer.from('\u001b[200~half')))).toBe('')
    expect(words(reader.flush())).toBe('paste(half)')
    expect(words(reader.push(Buffer.from('\u001d')))).toBe('leave()')
  })
})

/** Neighbouring pieces of bytes are one. */
const bytesOf = (parts: readonly FocusPart[]): string => {
  const latin1 = (part: FocusPart) =>
    part.kind === 'typed' && part.typed.kind === 'bytes'
      ? Buffer.from(part.typed.bytes).toString('latin1')
      : `\u0001${words([part])}\u0001`
  return parts.map(latin1).join('')
}
