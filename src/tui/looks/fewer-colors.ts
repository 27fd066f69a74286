import ansiStyles from 'ansi-styles'
import type { ColorSupportLevel } from 'chalk'
import { nearestOf256 } from './nearest-color.ts'

const csi = '\u001b['
const sgr = new RegExp(`${csi.replace('[', '\\[')}([\\d;:]*)m`, 'g')

/** A worker's line with colours that this terminal has: 1 is 16 colours, 2 is 256, 3 all. Weights and the like stay. */
export const fewerColors = (line: string, level: ColorSupportLevel): string =>
  level === 3 || level === 0
    ? line
    : line.replaceAll(sgr, (_, codes: string) => {
        const left = simpler(codes.split(';'), level)
        // A sequence without codes would take all looks away.
        return left.length === 0 ? '' : `${csi}${left.join(';')}m`
      })

const simpler = (codes: readonly string[], level: 1 | 2): readonly string[] => {
  const result: string[] = []
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? ''
    // What colons hold together is one code.
    const parts = code.split(':')
    const length = parts.length > 1 ? 1 : partsOf(codes.slice(at))
    const index = colorIn(parts.length > 1 ? parts : codes.slice(at, at + length))
    if (index === undefined) result.push(code)
    else result.push(...palette({ code: parts[0] ?? '', level, index }))
    at += length - 1
  }
  return result
}

const isExtended = (code: string | undefined): boolean => code === '38' || code === '48' || code === '58'

/** How many codes the first one holds together without colons: `38;5;n` and `38;2;r;g;b` are one thing. */
const partsOf = ([code, kind]: readonly string[]): number =>
  isExtended(code) ? (kind === '5' ? 3 : kind === '2' ? 5 : 1) : 1

/** The nearest of 256 colours; `undefined` for what is none. Between colons, a colour space may stand before the colour. */
const colorIn = ([code, kind, ...values]: readonly string[]): number | undefined => {
  if (!isExtended(code)) return undefined
  if (kind === '5') return Number(values[0] ?? 0)
  if (kind !== '2') return undefined
  const [red = 0, green = 0, blue = 0] = values.slice(values.length > 3 ? 1 : 0).map(Number)
  return nearestOf256([red, green, blue])
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
