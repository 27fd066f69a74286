/** What a cell looks like besides its text: SGR parameters in an order of their own, so that equal looks are equal strings; '' is plain. */
export type Style = string

export const plainStyle: Style = ''

const known = new Map<string, Style>()

/** The style of what is written after the parameters of one more SGR sequence. */
export const styleAfter = (style: Style, parameters: string): Style => {
  if (parameters === '' || parameters === '0') return plainStyle
  const codes = style === plainStyle ? parameters : `${style};${parameters}`
  const found = known.get(codes)
  if (found !== undefined) return found
  if (known.size > 2000) known.clear()
  const result = canonical(codes.split(';'))
  known.set(codes, result)
  return result
}

/** The sequence that makes a terminal write so, whatever it wrote like before. */
export const sgrOf = (style: Style): string => (style === plainStyle ? '\u001b[m' : `\u001b[0;${style}m`)

const slots = [
  'bold',
  'dim',
  'italic',
  'underline',
  'blink',
  'inverse',
  'hidden',
  'struck',
  'overlined',
  'text',
  'behind',
  'line',
] as const
type Slot = (typeof slots)[number]

const set: Readonly<Record<string, Slot>> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  21: 'underline',
  5: 'blink',
  6: 'blink',
  7: 'inverse',
  8: 'hidden',
  9: 'struck',
  53: 'overlined',
  38: 'text',
  48: 'behind',
  58: 'line',
}

const unset: Readonly<Record<string, readonly Slot[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  '4:0': ['underline'],
  25: ['blink'],
  27: ['inverse'],
  28: ['hidden'],
  29: ['struck'],
  55: ['overlined'],
  39: ['text'],
  49: ['behind'],
  59: ['line'],
}

const canonical = (codes: readonly string[]): Style => {
  const looks = new Map<Slot, string>()
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? ''
    if (code === '' || Number(code) === 0) looks.clear()
    else if (code in unset) for (const slot of unset[code] ?? []) looks.delete(slot)
    else {
      const slot = slotOf(code)
      const length = parametersOf(codes, at)
      if (slot !== undefined) looks.set(slot, codes.slice(at, at + length).join(';'))
      at += length - 1
    }
  }
  return slots.flatMap((slot) => looks.get(slot) ?? []).join(';')
}

const slotOf = (code: string): Slot | undefined => {
  const [first = ''] = code.split(':')
  const number = Number(first)
  if ((number >= 30 && number <= 37) || (number >= 90 && number <= 97)) return 'text'
  if ((number >= 40 && number <= 47) || (number >= 100 && number <= 107)) return 'behind'
  return set[first]
}

/** `38;5;n` and `38;2;r;g;b` are one thing of several parameters. */
const parametersOf = (codes: readonly string[], at: number): number => {
  const code = codes[at]
  if (code !== '38' && code !== '48' && code !== '58') return 1
  return codes[at + 1] === '5' ? 3 : codes[at + 1] === '2' ? 5 : 1
}
