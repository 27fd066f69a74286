import ansiStyles from 'ansi-styles'
import type { ColorSupportLevel } from 'chalk'

const csi = '\u001b['
const sgr = new RegExp(`${csi.replace('[', '\\[')}([\\d;:]*)m`, 'g')

/** A worker's line with colours that this terminal has: 1 is 16 colours, 2 is 256, 3 all. Weights and the like stay. */
export const fewerColors = (line: string, level: ColorSupportLevel): string =>
  level === 3 || level === 0
    ? line
    : line.replaceAll(sgr, (_, codes: string) => `${csi}${simpler(codes.split(/[;:]/), level).join(';')}m`)

const simpler = (codes: readonly string[], level: 1 | 2): readonly string[] => {
  const result: string[] = []
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? ''
    const isExtended = code === '38' || code === '48' || code === '58'
    const length = !isExtended ? 1 : codes[at + 1] === '5' ? 3 : codes[at + 1] === '2' ? 5 : 1
    if (length === 1) result.push(code)
    else {
      const [red = 0, green = 0, blue = 0] = codes.slice(at + 2, at + length).map(Number)
      result.push(
        ...palette({ code, level, index: length === 3 ? red : ansiStyles.rgbToAnsi256(red, green, blue) }),
      )
    }
    at += length - 1
  }
  return result
}

const palette = (color: {
  readonly code: string
  readonly level: 1 | 2
  readonly index: number
}): readonly string[] => {
  const { code, level, index } = color
  if (level === 2) return [code, '5', String(index)]
  // Underline colours have no form with 16 colours.
  if (code === '58') return []
  return [String(ansiStyles.ansi256ToAnsi(index) + (code === '48' ? 10 : 0))]
}
