import { describe, expect, it } from 'vitest'
import { parseKey } from './keys.ts'

describe('a key', () => {
  it.each([
    ['C-c', 'C-c'],
    ['up', 'Up'],
    ['M-x', 'M-x'],
    ['F5', 'F5'],
    ['enter', 'Enter'],
    ['BSpace', 'BSpace'],
    ['c-m-Left', 'C-M-Left'],
    ['ż', 'ż'],
    ['-', '-'],
    ['C--', 'C--'],
  ])('may be written %s', (key, name) => {
    expect(parseKey(key)).toEqual({ ok: true, value: name })
  })

  it.each([
    ['Entr', 'Enter'],
    ['C-Uo', 'C-Up'],
    ['rm -rf', undefined],
    ['Foo', undefined],
    ['C-Entre', 'C-Enter'],
    ['', undefined],
    ['\n', undefined],
  ])('%j is none', (key, suggestion) => {
    expect(parseKey(key)).toEqual({ ok: false, failure: { reason: 'unknown-key', key, suggestion } })
  })
})
