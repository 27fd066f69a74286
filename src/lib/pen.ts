/** How text is written now: colours and weights of a terminal, gathered from SGR sequences. */
export type Pen = readonly string[]

export const plainPen: Pen = []

/** The pen after one more sequence with these parameters. What the new ones take the place of is gone, so it stays small. */
export const withSgr = (pen: Pen, parameters: string): Pen => {
  const codes = parameters === '' ? ['0'] : parameters.split(';')
  let next = pen
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] === '' ? '0' : (codes[at] ?? '0')
    const isExtended = code === '38' || code === '48' || code === '58'
    const length = !isExtended ? 1 : codes[at + 1] === '5' ? 3 : codes[at + 1] === '2' ? 5 : 1
    next = withCode(next, codes.slice(at, at + length).join(';') || '0')
    at += length - 1
  }
  return next
}

export const penSequence = (pen: Pen): string => (pen.length === 0 ? '' : `\x1b[${pen.join(';')}m`)

const withCode = (pen: Pen, code: string): Pen => {
  const kind = kindOf(Number(/^\d+/.exec(code)?.[0] ?? 0))
  if (kind === undefined) return plainPen
  const others = pen.filter((one) => kindOf(Number(/^\d+/.exec(one)?.[0] ?? 0)) !== kind)
  return endings.has(code) ? others : [...others, code]
}

/** Of each kind one holds; `undefined`: back to plain. */
const kindOf = (code: number): string | undefined => {
  if (code === 0) return undefined
  if ((code >= 30 && code <= 39) || (code >= 90 && code <= 97)) return 'foreground'
  if ((code >= 40 && code <= 49) || (code >= 100 && code <= 107)) return 'background'
  if (code === 58 || code === 59) return 'underline-color'
  if (code === 1 || code === 2 || code === 22) return 'weight'
  if (code > 20 && code < 30) return String(code - 20)
  return String(code)
}

const endings = new Set(['22', '23', '24', '25', '27', '28', '29', '39', '49', '59'])
