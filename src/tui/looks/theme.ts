import { Chalk, type ColorSupportLevel } from 'chalk'
import { type Paint, type Tone, toneOfMood } from '../../present/style.ts'
import type { Mood } from '../../present/worker.ts'
import { paintFor } from './paint.ts'
import { palettes, type ThemeName } from './palettes.ts'

export interface Theme {
  readonly paint: Paint
  /** The character under the cursor of a line editor. */
  readonly cursor: (character: string) => string
  /** The characters that a filter found; within any tone. */
  readonly found: (text: string) => string
  readonly glyphs: Glyphs
  readonly tones: Readonly<Record<Mood, Tone>>
  readonly colorLevel: ColorSupportLevel
  readonly isUnicode: boolean
  readonly name: ThemeName
  /** The same terminal in other colours. */
  readonly named: (name: ThemeName) => Theme
}

interface Glyphs {
  readonly moods: Readonly<Record<Mood, string>>
  readonly selected: string
  readonly rule: string
  readonly ellipsis: string
  readonly more: { readonly up: string; readonly down: string }
  readonly none: string
  readonly separator: string
  readonly bars: readonly string[]
  readonly enter: string
  readonly arrows: { readonly left: string; readonly right: string }
  readonly marked: string
  readonly fold: { readonly open: string; readonly folded: string }
}

const unicode: Glyphs = {
  moods: {
    waiting: '●',
    unreachable: '!',
    failed: '✗',
    done: '✓',
    working: '◐',
    moving: '◔',
    idle: '○',
    frozen: '◌',
    exited: '·',
  },
  selected: '▌',
  rule: '─',
  ellipsis: '…',
  more: { up: '↑', down: '↓' },
  none: '–',
  separator: ' · ',
  bars: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  enter: '⏎',
  arrows: { left: '‹', right: '›' },
  marked: '◆',
  fold: { open: '▾', folded: '▸' },
}

const ascii: Glyphs = {
  moods: {
    waiting: '*',
    unreachable: '!',
    failed: 'x',
    done: '+',
    working: '@',
    moving: '~',
    idle: 'o',
    frozen: '=',
    exited: '.',
  },
  selected: '>',
  rule: '-',
  ellipsis: '~',
  more: { up: '^', down: 'v' },
  none: '-',
  separator: ' - ',
  bars: ['_', '.', '-', '=', '+', '*', '%', '#'],
  enter: 'enter',
  arrows: { left: '<', right: '>' },
  marked: '#',
  fold: { open: 'v', folded: '>' },
}

export interface Looks {
  readonly isColor: boolean
  /** 1: 16 colours, 2: 256, 3: all. */
  readonly colorLevel: ColorSupportLevel
  readonly isUnicode: boolean
}

/** The looks of the dashboard, made from what the person's terminal can show. */
export const themeFor = (looks: Looks, name: ThemeName = 'dark'): Theme => {
  const colorLevel = looks.isColor ? looks.colorLevel : 0
  const chalk = new Chalk({ level: colorLevel })
  const made = new Map<ThemeName, Theme>()
  const theme: Theme = {
    paint: paintFor(palettes[name], colorLevel),
    cursor: (character) =>
      colorLevel > 0 ? chalk.inverse(character) : (looks.isUnicode ? '▏' : '|') + character,
    found: (text) => chalk.underline(text),
    glyphs: looks.isUnicode ? unicode : ascii,
    tones: toneOfMood,
    colorLevel,
    isUnicode: looks.isUnicode,
    name,
    named: (other) => {
      if (other === name) return theme
      const known = made.get(other) ?? themeFor(looks, other)
      made.set(other, known)
      return known
    },
  }
  return theme
}
