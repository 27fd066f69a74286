import { expect, test } from 'vitest'
import { aRow, aScreen } from '../../../test/rigs/scripted-fleet.ts'
import type { MouseWish } from '../../workers/fleet/fleet.ts'
import { onPage, withScreen, withToast } from '../changes.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Model } from '../model.ts'
import { mouseBytes } from './focus-mouse.ts'
import { focusOn } from './pane-changes.ts'

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })

/** A worker whose screen has a # in column 11 of row 3, both from 1. */
const modelOf = (mouse: MouseWish | undefined, columns: number, ...changes: readonly Change[]): Model => {
  const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const
  const size = { columns, rows: 30 }
  const empty = initialModel({ snapshot: { workers: [], engine }, now: new Date(), size, profiles: [] })
  const screen = { ...aScreen(['', '', `${' '.repeat(10)}#`]), mouse }
  return [
    withFleet({ workers: [aRow({ name: 'ada' })], engine }),
    withScreen('ada', screen),
    ...changes,
    focusOn('ada'),
  ].reduce((model, change) => change(model), empty)
}

const press = (model: Model, button = 0, isRelease = false): string | undefined => {
  const lines = frame({ model, theme, keymap: defaultKeymap })
  const row = lines.findIndex((line) => line.includes('#'))
  const column = (lines[row] ?? '').indexOf('#')
  const bytes = mouseBytes(model, { button, column: column + 1, row: row + 1, isRelease })
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1')
}

const sgr = { of: 'presses', isSgr: true } as const

test.each([
  ['beside a list', modelOf(sgr, 120)],
  ['alone', modelOf(sgr, 120, onPage('screen'))],
  ['in a narrow terminal', modelOf(sgr, 70, onPage('screen'))],
  ['where there is no room for a box', modelOf(sgr, 41, onPage('screen'))],
])('a press on a cell of a screen %s is one on that cell of the worker', (_, model) => {
  expect(press(model)).toBe('\u001b[<0;11;3M')
  expect(press(model, 0, true)).toBe('\u001b[<0;11;3m')
})

test('so it is under a line that is told on several rows', () => {
  const lines = Array.from({ length: 30 }, (_, row) => (row === 28 ? `${' '.repeat(10)}#` : `line ${row}`))
  const screen = { ...aScreen(lines, { columns: 80, rows: 30 }), mouse: sgr }
  const text = 'it could not be reached, and this is why, told at great length '.repeat(6)
  const toast = withToast({ kind: 'failure', text, nextStep: undefined, at: new Date() })
  for (const columns of [120, 200])
    expect(press(modelOf(sgr, columns, withScreen('ada', screen), toast))).toBe('\u001b[<0;11;29M')
})

test('an old program hears of it as it knows', () => {
  const model = modelOf({ of: 'presses', isSgr: false }, 120)
  expect(press(model)).toBe('\u001b[M +#')
  expect(press(model, 0, true)).toBe('\u001b[M#+#')
})

test('a program hears no more than it asked for', () => {
  expect(press(modelOf(undefined, 120))).toBeUndefined()
  expect(press(modelOf(sgr, 120), 32)).toBeUndefined()
  expect(press(modelOf({ of: 'drags', isSgr: true }, 120), 32)).toBe('\u001b[<32;11;3M')
  expect(press(modelOf({ of: 'drags', isSgr: true }, 120), 35)).toBeUndefined()
  expect(press(modelOf({ of: 'moves', isSgr: true }, 120), 35)).toBe('\u001b[<35;11;3M')
})

test('what is beside the screen is not the worker’s', () => {
  expect(mouseBytes(modelOf(sgr, 120), { button: 0, column: 1, row: 1, isRelease: false })).toBeUndefined()
})
