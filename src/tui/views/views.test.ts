import { describe, expect, test } from 'vitest'
import { aRow, aScreen } from '../../../test/rigs/scripted-fleet.ts'
import { onView, withDialog, withScreen, withToast } from '../changes.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { widthOf, withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import type { Change } from '../model.ts'
import {
  moveInImages,
  onImages,
  openImage,
  withBuildBegun,
  withBuildUpdates,
  withRead,
} from './images/image-changes.ts'
import { ago, colourful, failed, inImages, modelOf, now, read, text, used, uses } from './views.fixture.ts'

describe('a screen', () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    aRow({ name: `w-${index}-日本` }, uses(index, index)),
  )
  const screen = aScreen(Array.from({ length: 24 }, (_, row) => `${row} ${'宽'.repeat(70)}`))
  const views: readonly (readonly [string, readonly Change[]])[] = [
    ['workers', [withScreen('w-0-日本', screen)]],
    ['pulse', [read, used, onView('pulse')]],
    ['images', inImages(withBuildBegun(ago(5)), withBuildUpdates([failed], ago(3)), moveInImages(1))],
    [
      'an opened image',
      inImages(withBuildBegun(ago(5)), withBuildUpdates([failed], ago(3)), moveInImages(1), openImage(true)),
    ],
    ['the question', inImages(withBuildBegun(ago(5)), withDialog({ kind: 'cancel-build' }))],
    [
      'the question over an opened image',
      inImages(
        moveInImages(1),
        openImage(true),
        withBuildBegun(ago(5)),
        withDialog({ kind: 'cancel-build' }),
      ),
    ],
    ['no images', [onImages({ areLayersShown: true }), withRead({ failure: 'why '.repeat(40) })]],
  ]
  const sizes = [
    [200, 60],
    [200, 30],
    [160, 24],
    [120, 36],
    [90, 20],
    [89, 50],
    [80, 24],
    [60, 40],
    [40, 10],
    [20, 6],
    [5, 2],
    [1, 1],
  ] as const

  test.each(sizes.flatMap((size) => views.map(([name, changes]) => [...size, name, changes] as const)))(
    'of %i columns and %i rows is filled exactly by %s',
    (columns, rows, _, changes) => {
      for (const theme of [colourful, themeFor({ isColor: true, colorLevel: 1, isUnicode: false })]) {
        const model = modelOf({ workers: many, size: { columns, rows }, changes })
        const lines = frame({ model, theme, keymap: defaultKeymap })
        expect(lines).toHaveLength(rows)
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
        if (!theme.isUnicode) expect(withoutStyles(lines.join(''))).toMatch(/^[\x20-\x7e]*$/)
      }
    },
  )

  test('of next to no room shows the view that keys act on', () => {
    const changes = inImages(moveInImages(1))
    expect(text(modelOf({ size: { columns: 30, rows: 6 }, changes }))).toContain('▌ ├─ python')
  })

  test.each([
    ['wide and low: the worker beside the list', 170, 24, /^ {5}WORKER.*│ ada {2}\[Screen\]/m],
    ['high and narrow: the worker below the list', 70, 44, /WORKER[\s\S]*\n─+\n ada {2}\[Screen\]/],
    ['narrow: a look at the worker below a short list', 80, 24, /WORKER[\s\S]*\n─+\n ada {2}\[Screen\]/],
    ['narrow and low: the list alone', 80, 16, /^(?![\s\S]* ada {2}\[Screen\])/],
  ])('that is %s', (_, columns, rows, shows) => {
    expect(text(modelOf({ size: { columns, rows } }))).toMatch(shows)
  })
})

test('what was said is read whole in the events of a narrow terminal', () => {
  const said = `ada ready in 0.3s · ${'can’t write there '.repeat(6)}at all`
  const toast = { kind: 'good', text: said, nextStep: undefined, at: now } as const
  const changes = [withToast(toast), onView('events')]
  const shown = text(modelOf({ size: { columns: 80, rows: 24 }, changes }))
  expect(shown).toContain('14:02:00  ada ready in 0.3s')
  expect(shown).toMatch(/^ {11}.*at all$/m)
})

test('marks are spoken of where something is done to them', () => {
  const marked: Change = (model) => ({ ...model, marked: new Set(['ada']) })
  expect(text(modelOf({ changes: [marked] }))).toContain('1 marked')
  for (const view of ['pulse', 'images', 'events'] as const)
    expect(text(modelOf({ changes: [marked, onView(view)] }))).not.toContain('1 marked')
})
