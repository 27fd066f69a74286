/** One cell of a terminal; colours as xterm numbers them (palette index, or 0xRRGGBB), -1 for the default one. */
export interface Cell {
  /** Empty for a blank, and for the second half of a wide character. */
  readonly text: string
  /** 2: wide. 0: the second half of one. */
  readonly width: number
  readonly foreground: number
  readonly background: number
  readonly isBold: boolean
  readonly isDim: boolean
  readonly isUnderlined: boolean
  readonly isInverse: boolean
}

const dark = { background: '#16181d', foreground: '#d5d8de' }
const ansi =
  '#1d1f21 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #d5d8de #7f8694 #ef7a82 #a9d48a #f0d08b #7cbcf5 #d291e6 #6cc8d4 #ffffff'.split(
    ' ',
  )
const [cellWidth, cellHeight, fontSize, margin] = [8.4, 18, 14, 16]

/** A terminal's rows as an SVG picture: a dark ground, and each run of equal cells as one text, held to the grid. */
export function svgOf(rows: readonly (readonly Cell[])[], title: string): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const width = columns * cellWidth + 2 * margin
  const height = rows.length * cellHeight + 2 * margin
  const lines = rows.flatMap((row, y) => runs(row).map((run) => drawn(run, y)))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${fixed(width)} ${fixed(height)}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${dark.background}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}">`,
    ...lines,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

interface Run {
  readonly column: number
  readonly cells: number
  readonly text: string
  readonly like: Cell
}

function runs(row: readonly Cell[]): readonly Run[] {
  const found: Run[] = []
  row.forEach((cell, column) => {
    if (cell.width === 0) return
    const text = cell.text === '' ? ' ' : cell.text
    const last = found.at(-1)
    // Each wide one is held to its own two columns.
    if (last !== undefined && cell.width === 1 && last.like.width === 1 && isAlike(last.like, cell))
      found[found.length - 1] = { ...last, cells: last.cells + 1, text: last.text + text }
    else found.push({ column, cells: cell.width, text, like: cell })
  })
  return found.filter(
    ({ text, like }) => text.trim() !== '' || like.isUnderlined || groundOf(like) !== dark.background,
  )
}

const isAlike = (a: Cell, b: Cell): boolean =>
  inkOf(a) === inkOf(b) &&
  groundOf(a) === groundOf(b) &&
  a.isBold === b.isBold &&
  a.isDim === b.isDim &&
  a.isUnderlined === b.isUnderlined

function drawn({ column, cells, text, like }: Run, row: number): string {
  const [x, y] = [margin + column * cellWidth, margin + row * cellHeight]
  const ground = groundOf(like)
  const box =
    ground === dark.background
      ? ''
      : `<rect x="${fixed(x)}" y="${y}" width="${fixed(cells * cellWidth)}" height="${cellHeight}" fill="${ground}"/>`
  if (text.trim() === '' && !like.isUnderlined) return box
  const words = like.isUnderlined ? [{ at: 0, text }] : wordsOf(text)
  const look = `${like.isBold ? ' font-weight="bold"' : ''}${like.isDim ? ' opacity="0.6"' : ''}${like.isUnderlined ? ' text-decoration="underline"' : ''}`
  const texts = words.map(({ at, text }) => {
    const length = like.width === 1 ? text.length : cells
    const place = `x="${fixed(x + at * cellWidth)}" y="${y + fontSize}" textLength="${fixed(length * cellWidth)}"`
    return `<text ${place} fill="${inkOf(like)}"${look}>${escaped(text)}</text>`
  })
  return box + texts.join('')
}

/** Each with its place: who shows a picture makes one blank of several, and of those at an end none. */
const wordsOf = (text: string): readonly { readonly at: number; readonly text: string }[] =>
  [...text.matchAll(/\S+(?: \S+)*/g)].map((found) => ({ at: found.index, text: found[0] }))

const inkOf = (cell: Cell): string =>
  cell.isInverse ? color(cell.background, dark.background) : color(cell.foreground, dark.foreground)

const groundOf = (cell: Cell): string =>
  cell.isInverse ? color(cell.foreground, dark.foreground) : color(cell.background, dark.background)

function color(value: number, otherwise: string): string {
  if (value < 0) return otherwise
  if (value > 255) return hex(value)
  if (value < 16) return ansi[value] ?? otherwise
  if (value >= 232) return hex((8 + (value - 232) * 10) * 0x010101)
  const level = (part: number) => (part === 0 ? 0 : 55 + part * 40)
  const cube = value - 16
  return hex(
    level(Math.floor(cube / 36)) * 0x10000 + level(Math.floor(cube / 6) % 6) * 0x100 + level(cube % 6),
  )
}

const hex = (value: number): string => `#${value.toString(16).padStart(6, '0')}`
const fixed = (value: number): string => String(Math.round(value * 10) / 10)
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
