import stringWidth from 'fast-string-width'

/**
 * A line of a terminal while it is written: text lands where the cursor is, over what stood there. What is longer than `columns` goes on
 * in rows below, as in a terminal, and stays one line. Moves stay within a row; `up` and `down` say how many rows led out of the line.
 */
export class EditedLine {
  readonly #columns: number
  /** An SGR sequence that what is written from now on carries; empty for plain text. */
  pen = ''
  /** A cell's text, behind its pen; `undefined` where nothing stands; `rest` behind the first cell of a wide one. */
  #cells: (string | undefined)[] = []
  #at: number
  /** The last column was just written: the cursor stays on it until more comes. */
  #isWrapPending = false

  constructor(columns: number, column = 0) {
    this.#columns = columns
    this.#at = Math.min(column, columns - 1)
  }

  get column(): number {
    return this.#here() % this.#columns
  }

  get length(): number {
    return this.#cells.length
  }

  /** What a person sees of it; nothing at its end that was erased. */
  text(): string {
    const end = this.#cells.findLastIndex((cell) => cell !== undefined) + 1
    return this.#cells
      .slice(0, end)
      .map((cell, at) => cell?.slice(penOf(cell).length) ?? (this.#isTooNarrow(at) ? '' : ' '))
      .join('')
  }

  /** The same with its pens, each where it begins, and none left on at the end. */
  styledText(): string {
    let pen = ''
    let text = ''
    const end = this.#cells.findLastIndex((cell) => cell !== undefined) + 1
    for (const [at, cell] of this.#cells.slice(0, end).entries()) {
      if (cell === rest || (cell === undefined && this.#isTooNarrow(at))) continue
      const own = penOf(cell ?? ' ')
      if (own !== pen) text += `${pen === '' ? '' : noPen}${own}`
      pen = own
      text += (cell ?? ' ').slice(own.length)
    }
    return pen === '' ? text : text + noPen
  }

  write(text: string): void {
    for (const character of text) {
      const width = character >= ' ' && character <= '~' ? 1 : stringWidth(character)
      if (width === 0) this.#combine(character)
      else this.#put(character, width)
    }
  }

  /** Over text it only moves; at the line's end it stays a tab. */
  tab(): void {
    const width = Math.min(8 - (this.column % 8), this.#columns - 1 - this.column)
    if (width < 1) return
    if (this.#at < this.#cells.length) this.right(width)
    else this.#put('\t', width)
  }

  toColumn(column: number): void {
    const here = this.#settle()
    this.#at = here - (here % this.#columns) + Math.max(0, Math.min(column, this.#columns - 1))
  }

  left = (count: number): void => this.toColumn(this.column - count)
  right = (count: number): void => this.toColumn(this.column + count)

  /** Answers how many of the rows are above the line. */
  up(count: number): number {
    const here = this.#settle()
    const rows = Math.min(count, Math.floor(here / this.#columns))
    this.#at = here - rows * this.#columns
    return count - rows
  }

  /** Answers how many of the rows are below the line. */
  down(count: number): number {
    const here = this.#settle()
    const below = Math.ceil(this.#cells.length / this.#columns) - 1 - Math.floor(here / this.#columns)
    const rows = Math.max(0, Math.min(count, below))
    this.#at = here + rows * this.#columns
    return count - rows
  }

  // Behind a full row there is nothing left to erase: what comes next still goes to the next one.
  eraseToRowEnd = (): void => this.#blank(this.#at, this.#isWrapPending ? this.#at : this.#rowEnd())
  eraseToRowStart = (): void => this.#blank(this.#rowEnd() - this.#columns, this.#here() + 1)
  eraseRow = (): void => this.#blank(this.#rowEnd() - this.#columns, this.#rowEnd())
  eraseToEnd = (): void => this.#blank(this.#at, Math.max(this.#at, this.#cells.length))
  eraseCells = (count: number): void =>
    this.#blank(this.#settle(), Math.min(this.#here() + count, this.#rowEnd()))

  /** What stands behind in the row moves to the left. */
  deleteCells(count: number): void {
    const [here, end] = [this.#settle(), this.#rowEnd()]
    const from = Math.min(here + count, end)
    this.#split(here)
    this.#split(from)
    const row = this.#filledTo(end)
    row.splice(end, 0, ...Array<undefined>(from - here).fill(undefined))
    row.splice(here, from - here)
    this.#trim()
  }

  /** What stands behind in the row moves to the right, and out of it. */
  insertCells(count: number): void {
    const [here, end] = [this.#settle(), this.#rowEnd()]
    const added = Math.min(count, end - here)
    this.#split(here)
    this.#split(end - added)
    const row = this.#filledTo(end)
    row.splice(end - added, added)
    row.splice(here, 0, ...Array<undefined>(added).fill(undefined))
    this.#trim()
  }

  /** The last cell of a row, where the wide character that the next row begins with had no room. */
  #isTooNarrow(at: number): boolean {
    return (at + 1) % this.#columns === 0 && this.#cells[at + 2] === rest
  }

  #here(): number {
    return this.#isWrapPending ? this.#at - 1 : this.#at
  }

  #settle(): number {
    this.#at = this.#here()
    this.#isWrapPending = false
    return this.#at
  }

  #rowEnd(): number {
    return this.#here() - this.column + this.#columns
  }

  #put(text: string, width: number): void {
    if (width > 1 && width > this.#columns - (this.#at % this.#columns)) {
      this.#blank(this.#at, this.#rowEnd())
      this.#at = this.#rowEnd()
    }
    const [from, to] = [this.#at, this.#at + width]
    if (from < this.#cells.length) {
      this.#split(from)
      this.#split(to)
    }
    this.#filledTo(from)[from] = this.pen + text
    for (let at = from + 1; at < to; at += 1) this.#cells[at] = rest
    this.#at = to
    this.#isWrapPending = to % this.#columns === 0
  }

  #combine(mark: string): void {
    const at = this.#cells.findLastIndex((cell, index) => index < this.#at && cell !== rest)
    const cell = this.#cells[at]
    if (cell !== undefined) this.#cells[at] = cell + mark
  }

  #blank(from: number, to: number): void {
    this.#split(from)
    this.#split(to)
    this.#cells.fill(undefined, from, to)
    this.#trim()
  }

  /** Half of a wide character is none: where one stands across `at`, nothing stands any more. */
  #split(at: number): void {
    if (this.#cells[at] !== rest) return
    let from = at
    while (this.#cells[from] === rest) from -= 1
    let to = at
    while (this.#cells[to] === rest) to += 1
    this.#cells.fill(undefined, from, to)
  }

  #filledTo(length: number): (string | undefined)[] {
    while (this.#cells.length < length) this.#cells.push(undefined)
    return this.#cells
  }

  #trim(): void {
    while (this.#cells.length > 0 && this.#cells.at(-1) === undefined) this.#cells.pop()
  }
}

const rest = ''

const noPen = '\x1b[0m'

const penOf = (cell: string): string => (cell.startsWith('\x1b') ? cell.slice(0, cell.indexOf('m') + 1) : '')
