import { Chalk, type ColorSupportLevel } from 'chalk'
import type { Paint, Tone } from '../../present/style.ts'
import { faint, type Ink, type Palette } from './palettes.ts'

/** The tones of a palette, in the colours that the terminal has; level 0 leaves text as it is. */
export const paintFor = (palette: Palette, level: ColorSupportLevel): Paint => {
  const chalk = new Chalk({ level })
  const painted = (tone: keyof Palette) => {
    const paint = inkPaint(palette[tone], level)
    return palette[tone].isBold === true ? (text: string) => chalk.bold(paint(text)) : paint
  }
  return {
    plain: (text) => text,
    strong: (text) => chalk.bold(text),
    accent: painted('accent'),
    good: painted('good'),
    warning: painted('warning'),
    bad: painted('bad'),
    cold: painted('cold'),
    dim: painted('dim'),
  } satisfies Record<Tone, (text: string) => string>
}

const inkPaint = (ink: Ink, level: ColorSupportLevel): ((text: string) => string) => {
  const chalk = new Chalk({ level })
  if (level === 0) return (text) => text
  if (level === 3) return (text) => chalk.hex(ink.rgb)(text)
  if (level === 2) return (text) => chalk.ansi256(ink.ansi256)(text)
  const { ansi16 } = ink
  if (ansi16 === undefined) return (text) => text
  if (ansi16 === faint) return (text) => chalk.dim(text)
  return (text) => (text === '' ? '' : `\u001b[${ansi16}m${text}\u001b[39m`)
}
