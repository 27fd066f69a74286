import stringWidth from 'fast-string-width'
import { expect, test } from 'vitest'
import { table } from './table.ts'

const cells = (...texts: readonly string[]) => texts.map((text) => ({ text }))

test('columns stand under each other, with nothing behind the last word of a line', () => {
  expect(
    table([cells('WORKER', 'STATE', 'NOTE'), cells('ada', 'ready', ''), cells('dan', 'exited', 'old')]),
  ).toEqual(['WORKER  STATE   NOTE', 'ada     ready', 'dan     exited  old'])
})

test('wide characters count as wide as a terminal shows them', () => {
  expect(table([cells('日本', 'x'), cells('ada', 'y')])).toEqual(['日本  x', 'ada   y'])
})

test('colours take no room', () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`
  expect(table([[{ text: 'a', paint: red }, { text: 'x' }], cells('long', 'y')])).toEqual([
    '\u001b[31ma\u001b[39m     x',
    'long  y',
  ])
})

test('in a terminal too narrow the widest columns give way, a path at its start, and no line is longer', () => {
  const rows = [
    [...cells('ada', 'some long image'), { text: '/home/ada/deep/project', isEndKept: true }],
    cells('a', '日本日本日本日本', 'x'),
  ]
  expect(table(rows, 32)).toEqual(['ada  some long im…  …eep/project', 'a    日本日本日本…  x'])
  for (let columns = 1; columns <= 60; columns += 1) {
    for (const line of table(rows, columns)) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
  }
  expect(table(rows, 60)).toEqual(table(rows))
})

test('what people look for gives way last', () => {
  const rows = [
    [{ text: 'WORKER', isKept: true }, { text: 'STATE', isKept: true }, { text: 'FOR' }, { text: '' }],
    cells('ada', 'login needed', '20m', 'a long remark on it'),
  ]
  expect(table(rows, 36)).toEqual(['WORKER  STATE         FOR', 'ada     login needed  20m  a long r…'])
  expect(table(rows, 20)).toEqual(['WORKER  STATE', 'ada     login needed'])
  for (let columns = 1; columns <= 60; columns += 1)
    for (const line of table(rows, columns)) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
})

test('columns that nobody needs go whole before any is cut, in their order', () => {
  const rows = [
    [
      { text: 'WORKER' },
      { text: 'LIMITS', goes: 1 },
      { text: 'FOR' },
      { text: 'IMAGE', goes: 2 },
      { text: '' },
    ],
    cells('ada', '4G · 2 cpu', '20m', 'hal/python:1234567', 'a remark'),
  ]
  expect(table(rows, 60)[1]).toBe('ada     4G · 2 cpu  20m  hal/python:1234567  a remark')
  expect(table(rows, 52)).toEqual(['WORKER  FOR  IMAGE', 'ada     20m  hal/python:1234567  a remark'])
  expect(table(rows, 40)).toEqual(['WORKER  FOR', 'ada     20m  a remark'])
  expect(table(rows, 20)).toEqual(['WORKER  FOR', 'ada     20m  a rema…'])
  for (let columns = 1; columns <= 60; columns += 1)
    for (const line of table(rows, columns)) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
})

test('no rows are no lines', () => {
  expect(table([])).toEqual([])
})

test('text from elsewhere steers no terminal, and takes the room that it shows', () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`
  expect(
    table([[{ text: '\u001b]0;title\u0007web\u001b[2J', paint: red }, { text: 'x' }], cells('long', 'y')]),
  ).toEqual(['\u001b[31mweb\u001b[39m   x', 'long  y'])
})
