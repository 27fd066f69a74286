import { expect, test } from 'vitest'
import { neutral } from './neutral-cells.ts'
import { type Cell, svgOf } from './svg-screen.ts'

const plain: Cell = {
  ...{ text: '', width: 1, foreground: -1, background: -1 },
  ...{ isBold: false, isDim: false, isUnderlined: false, isInverse: false },
}

/** A row of cells; a wide character is followed by its second half. */
const row = (text: string, style: Partial<Cell> = {}): readonly Cell[] =>
  [...text].flatMap((character) =>
    /[\u3000-\u9fff]/.test(character)
      ? [
          { ...plain, ...style, text: character, width: 2 },
          { ...plain, ...style, width: 0 },
        ]
      : [{ ...plain, ...style, text: character === ' ' ? '' : character }],
  )

const frame: readonly (readonly Cell[])[] = [
  [...row(' hal  '), ...row('● 2 waiting', { foreground: 3 }), ...row('  <14:02> & "so"', { isDim: true })],
  [
    ...row('▌ ', { foreground: 6 }),
    ...row('日本語 ok', { isBold: true }),
    ...row(' x', { foreground: 0x12ab34 }),
  ],
  [
    ...row('  on a ground', { background: 4 }),
    ...row(' turned ', { isInverse: true }),
    ...row('_ _', { isUnderlined: true }),
  ],
  row(''),
]

interface Drawn {
  readonly text: string
  readonly fill: string
  readonly attributes: string
}

/** The picture read back: what each cell of the grid shows, and on which ground. */
const readBack = (svg: string) => {
  const drawn = new Map<string, Drawn>()
  const grounds = new Map<string, string>()
  const column = (x: string | undefined) => Math.round((Number(x) - 16) / 8.4)
  const cells = (length: string | undefined) => Math.round(Number(length) / 8.4)
  for (const [, x, y, length, fill = '', attributes = '', inner = ''] of svg.matchAll(
    /<text x="([\d.]+)" y="(\d+)" textLength="([\d.]+)" fill="([^"]+)"([^>]*)>([^<]*)<\/text>/g,
  )) {
    const text = [...inner.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')]
    const each = cells(length) / text.length
    text.forEach((character, at) => {
      const key = `${(Number(y) - 14 - 16) / 18},${column(x) + at * each}`
      if (character !== ' ' || attributes.includes('underline'))
        drawn.set(key, { text: character, fill, attributes })
    })
  }
  for (const [, x, y, width, fill = ''] of svg.matchAll(
    /<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)" height="18" fill="([^"]+)"/g,
  ))
    for (let at = 0; at < cells(width); at += 1)
      grounds.set(`${(Number(y) - 16) / 18},${column(x) + at}`, fill)
  return { drawn, grounds }
}

test('the picture of a frame has every cell of it, where it was and as it looked', () => {
  const { drawn, grounds } = readBack(svgOf(frame, 'a frame'))
  for (const [y, cells] of frame.entries())
    for (const [x, cell] of cells.entries()) {
      const [at, seen] = [`${y},${x}`, drawn.get(`${y},${x}`)]
      expect(seen?.text ?? '', at).toBe(cell.text === '' && cell.isUnderlined ? ' ' : cell.text)
      expect(grounds.has(at), at).toBe(cell.background >= 0 || cell.isInverse)
      if (cell.text === '') continue
      expect(seen?.attributes.includes('bold'), at).toBe(cell.isBold)
      expect(seen?.attributes.includes('opacity'), at).toBe(cell.isDim)
      expect(seen?.attributes.includes('underline'), at).toBe(cell.isUnderlined)
    }
  expect(drawn.get('0,6')?.fill).toBe('#e5c07b')
  expect(drawn.get('1,12')?.fill).toBe('#12ab34')
  expect([...drawn.values()].map(({ text }) => text)).toHaveLength(
    frame.flat().filter(({ text, isUnderlined }) => text !== '' || isUnderlined).length,
  )
})

test('a picture names no machine, version or time, and keeps its columns and looks', () => {
  const header = [
    ...row(' hal  ● 1   '),
    ...row('docker 20.10 on build-7', { isDim: true }),
    ...row('   cpu 26%  mem 19M/24G  17:41 '),
  ]
  const [cells = []] = neutral([header])
  expect(cells.map(({ text }) => text || ' ').join('')).toBe(
    ' hal  ● 1   docker                    cpu 26%  mem 19M/32G  14:02 ',
  )
  expect(cells.map(({ isDim }) => isDim)).toEqual(header.map(({ isDim }) => isDim))
})

test('leaves no blank to who shows the picture: of several they make one, and of those at an end none', () => {
  const svg = svgOf([row('     WORKER  STATE          FOR   '), row(' a b  c')], 'x')
  const texts = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)].map(([, x, text]) => [Number(x), text])
  expect(texts).toEqual([
    [58, 'WORKER'],
    [125.2, 'STATE'],
    [251.2, 'FOR'],
    [24.4, 'a b'],
    [66.4, 'c'],
  ])
})
