import type { Tone } from '../../present/style.ts'

export const themeNames = ['dark', 'light', 'contrast', 'colorblind'] as const
export type ThemeName = (typeof themeNames)[number]

export const isThemeName = (name: string): name is ThemeName => themeNames.some((known) => known === name)

/** A tone's colour on terminals with all colours, with 256, and with 16: there an SGR code, or none at all. */
export interface Ink {
  readonly rgb: string
  readonly ansi256: number
  readonly ansi16: number | undefined
  readonly isBold?: boolean
}

/** Tones with a colour of their own; `plain` and `strong` are the terminal's. */
export type Palette = Readonly<Record<Exclude<Tone, 'plain' | 'strong'>, Ink>>

/** SGR 2: with 16 colours no grey can be relied on. */
export const faint = 2

const dark: Palette = {
  accent: { rgb: '#56c8d8', ansi256: 80, ansi16: 96 },
  good: { rgb: '#7cc36b', ansi256: 113, ansi16: 32 },
  warning: { rgb: '#f0c35e', ansi256: 221, ansi16: 33 },
  bad: { rgb: '#ff6b6b', ansi256: 203, ansi16: 91 },
  cold: { rgb: '#8fa9c4', ansi256: 110, ansi16: 36 },
  dim: { rgb: '#8a8f98', ansi256: 245, ansi16: faint },
}

/** With 16 colours a light terminal has no green that can be read: what is good is bold there, what is frozen as all else. */
const light: Palette = {
  accent: { rgb: '#00687a', ansi256: 24, ansi16: 34 },
  good: { rgb: '#1a6b2f', ansi256: 22, ansi16: undefined, isBold: true },
  warning: { rgb: '#8a5a00', ansi256: 94, ansi16: 35 },
  bad: { rgb: '#b3201f', ansi256: 124, ansi16: 31 },
  cold: { rgb: '#4a6078', ansi256: 60, ansi16: undefined },
  dim: { rgb: '#6f6f6f', ansi256: 242, ansi16: faint },
}

const contrast: Palette = {
  accent: { rgb: '#00ffff', ansi256: 51, ansi16: 96, isBold: true },
  good: { rgb: '#00ff00', ansi256: 46, ansi16: 92, isBold: true },
  warning: { rgb: '#ffff00', ansi256: 226, ansi16: 93, isBold: true },
  bad: { rgb: '#ff9090', ansi256: 210, ansi16: 91, isBold: true },
  cold: { rgb: '#b0c4ff', ansi256: 153, ansi16: 37, isBold: true },
  dim: { rgb: '#c0c0c0', ansi256: 250, ansi16: 37 },
}

/** Yellow, vermillion and sky blue stay three colours where red and green are one; what is at work has next to none. */
const colorblind: Palette = {
  accent: { rgb: '#d8e6ee', ansi256: 195, ansi16: 97 },
  good: { rgb: '#56b4e9', ansi256: 75, ansi16: 96 },
  warning: { rgb: '#fff04d', ansi256: 228, ansi16: 93 },
  bad: { rgb: '#f25c2a', ansi256: 202, ansi16: 91 },
  cold: { rgb: '#9a9ac8', ansi256: 103, ansi16: 36 },
  dim: { rgb: '#8a8f98', ansi256: 245, ansi16: faint },
}

export const palettes: Readonly<Record<ThemeName, Palette>> = { dark, light, contrast, colorblind }
