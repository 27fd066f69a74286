import ansiStyles from 'ansi-styles'
import { describe, expect, test } from 'vitest'
import { moods } from '../../present/worker.ts'
import { faint, type Ink, palettes, type ThemeName, themeNames } from './palettes.ts'
import { themeFor } from './theme.ts'

type Rgb = readonly [number, number, number]

const ofHex = (hex: string): Rgb => {
  const [red = 0, green = 0, blue = 0] = (hex.match(/[\da-f]{2}/g) ?? []).map((part) =>
    Number.parseInt(part, 16),
  )
  return [red, green, blue]
}

/** xterm's own sixteen, which are darker than most others. */
const xterm: readonly string[] = [
  ...['#000000', '#cd0000', '#00cd00', '#cdcd00', '#0000ee', '#cd00cd', '#00cdcd', '#e5e5e5'],
  ...['#7f7f7f', '#ff0000', '#00ff00', '#ffff00', '#5c5cff', '#ff00ff', '#00ffff', '#ffffff'],
]

const of256 = (index: number): Rgb => {
  if (index >= 232) return [8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10]
  const levels = [0, 95, 135, 175, 215, 255]
  const at = index - 16
  return [levels[Math.floor(at / 36)] ?? 0, levels[Math.floor(at / 6) % 6] ?? 0, levels[at % 6] ?? 0]
}

/** What the themes are made for: backgrounds from the darkest to the lightest of their kind, and the text that stands on them. */
const grounds: Readonly<Record<ThemeName, { readonly behind: readonly string[]; readonly text: string }>> = {
  dark: { behind: ['#000000', '#1e1e1e'], text: '#e5e5e5' },
  light: { behind: ['#ffffff', '#fdf6e3'], text: '#000000' },
  contrast: { behind: ['#000000'], text: '#ffffff' },
  colorblind: { behind: ['#000000', '#1e1e1e'], text: '#e5e5e5' },
}

/** On a terminal with 16 colours black and white are all that can be counted on. */
const groundsOf = (theme: ThemeName, level: 1 | 2 | 3): readonly Rgb[] =>
  (level === 1 ? grounds[theme].behind.slice(0, 1) : grounds[theme].behind).map(ofHex)

const colorOf = (ink: Ink, level: 1 | 2 | 3, theme: ThemeName): Rgb => {
  const text = ofHex(grounds[theme].text)
  if (level === 3) return ofHex(ink.rgb)
  if (level === 2) return of256(ink.ansi256)
  if (ink.ansi16 === undefined) return text
  if (ink.ansi16 === faint) return mixed(text, ofHex(grounds[theme].behind[0] ?? ''))
  return ofHex(xterm[ink.ansi16 >= 90 ? ink.ansi16 - 82 : ink.ansi16 - 30] ?? '')
}

const mixed = (a: Rgb, b: Rgb): Rgb => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2]

const linear = (value: number): number =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4

const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

/** As the web's accessibility guidelines define it. */
const contrast = (a: Rgb, b: Rgb): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, two) => one - two)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(themeNames)('the theme %s', (theme) => {
  test.each([1, 2, 3] as const)('can be read, at level %i of colours', (level) => {
    for (const [tone, ink] of Object.entries(palettes[theme])) {
      for (const behind of groundsOf(theme, level)) {
        const least = tone === 'dim' ? 3 : theme === 'contrast' && level > 1 ? 7 : 4.5
        expect(contrast(colorOf(ink, level, theme), behind), tone).toBeGreaterThanOrEqual(least)
      }
    }
  })

  test('has states that differ without colours', () => {
    for (const isUnicode of [true, false]) {
      const { glyphs, paint } = themeFor({ isColor: false, colorLevel: 3, isUnicode }, theme)
      expect(new Set(moods.map((mood) => glyphs.moods[mood])).size).toBe(moods.length)
      expect(paint.bad('failed')).toBe('failed')
    }
  })
})

/** How somebody without green cones sees a colour (Machado, Oliveira and Fernandes, 2009). */
const asDeuteranope = (color: Rgb): Rgb => {
  const [red, green, blue] = [linear(color[0]), linear(color[1]), linear(color[2])]
  return [
    0.367322 * red + 0.860646 * green - 0.227968 * blue,
    0.280085 * red + 0.672501 * green + 0.047413 * blue,
    -0.01182 * red + 0.04294 * green + 0.968881 * blue,
  ]
}

/** CIELAB from linear light, in which equal distances look about equal. */
const lab = ([red, green, blue]: Rgb): Rgb => {
  const curve = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  const x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
  const y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue)
  const z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const apart = (a: Rgb, b: Rgb): number => {
  const [one, two] = [lab(asDeuteranope(a)), lab(asDeuteranope(b))]
  return Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2])
}

const states = [
  ['warning', 'bad'],
  ['warning', 'good'],
  ['bad', 'good'],
] as const

test.each([1, 2, 3] as const)(
  'waiting, failed and done are far apart for who sees no green, at level %i of colours',
  (level) => {
    const color = (tone: (typeof states)[number][number]) =>
      colorOf(palettes.colorblind[tone], level, 'colorblind')
    for (const [one, other] of states)
      expect(apart(color(one), color(other)), `${one} and ${other}`).toBeGreaterThan(30)
  },
)

test('256 colours come close to those that were meant', () => {
  for (const theme of themeNames)
    for (const [tone, ink] of Object.entries(palettes[theme])) {
      const [red, green, blue] = ofHex(ink.rgb)
      const nearest = of256(ansiStyles.rgbToAnsi256(red, green, blue))
      const [one, other] = [lab(linearOf(nearest)), lab(linearOf(of256(ink.ansi256)))]
      const far = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
      expect(far, `${theme} ${tone}`).toBeLessThan(40)
    }
})

const linearOf = ([red, green, blue]: Rgb): Rgb => [linear(red), linear(green), linear(blue)]

test('colours are those that the terminal has', () => {
  const bad = (colorLevel: 0 | 1 | 2 | 3) =>
    JSON.stringify(themeFor({ isColor: true, colorLevel, isUnicode: true }).paint.bad('x'))
  expect([bad(0), bad(1), bad(2), bad(3)]).toEqual([
    '"x"',
    '"\\u001b[91mx\\u001b[39m"',
    '"\\u001b[38;5;203mx\\u001b[39m"',
    '"\\u001b[38;2;255;107;107mx\\u001b[39m"',
  ])
})
