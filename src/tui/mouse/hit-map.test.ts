import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { onPage, onView, withToast } from '../changes.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { moveBy, withFleet } from '../list/selection.ts'
import { withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Size } from '../model.ts'
import type { Toast } from '../toast.ts'
import type { View } from '../view.ts'
import { hitAt } from './hit-map.ts'

const since = new Date(2026, 0, 2, 14, 2, 0)
const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const

const viewOf = (size: Size, count: number, ...changes: readonly Change[]): View => {
  const workers = Array.from({ length: count }, (_, index) =>
    aRow({
      name: `w-${String(index).padStart(3, '0')}`,
      phase: { kind: index % 5 === 4 ? 'frozen' : 'ready', since },
    }),
  )
  const empty = initialModel({ snapshot: { workers: [], engine }, now: since, size, profiles: [] })
  const model = [withFleet({ workers, engine }), ...changes].reduce((before, change) => change(before), empty)
  return { model, theme: themeFor({ isColor: true, colorLevel: 3, isUnicode: true }), keymap: defaultKeymap }
}

const linesOf = (view: View) => frame(view).map(withoutStyles)

const find = (view: View, text: string): readonly [number, number] => {
  const lines = linesOf(view)
  const row = lines.findIndex((line) => line.includes(text))
  return [lines[row]?.indexOf(text) ?? -1, row]
}

/** Takes several rows. */
const long: Toast = {
  ...{ kind: 'failure', nextStep: 'this is what helps', at: since },
  text: 'one could not be reached, and this is why, told at great length '.repeat(6).trimEnd(),
}

const large = { columns: 120, rows: 36 }

describe('what is under the pointer', () => {
  test.each([
    [120, 36, 3],
    [120, 36, 100],
    [200, 60, 100],
    [170, 30, 100],
    [90, 20, 100],
    [80, 24, 100],
    [60, 12, 30],
  ])('is the worker that the frame shows there: %i columns, %i rows, %i workers', (columns, rows, count) => {
    for (const changes of [[], [withToast(long)]]) {
      const view = viewOf({ columns, rows }, count, moveBy(Math.floor(count / 2)), ...changes)
      const listed = linesOf(view).flatMap((line, row) => {
        const name = /^ . . (w-\d+) /.exec(line.replace(/^( .) ./, '$1 .'))?.[1]
        return name === undefined ? [] : [{ row, name }]
      })
      expect(listed.length).toBeGreaterThan(2)
      for (const { row, name } of listed) expect(hitAt(view, 9, row)).toEqual({ kind: 'row', name })
      const below = (listed.at(-1)?.row ?? 0) + 1
      expect(hitAt(view, 9, below)?.kind).not.toBe('row')
    }
  })

  test('is the key that the footer names there, with its word, and nothing between two of them', () => {
    const view = viewOf(large, 3)
    const hit = (text: string, at = 0) => {
      const [column, row] = find(view, text)
      return hitAt(view, column + at, row)
    }
    expect(hit('x stop')).toEqual({ kind: 'key', key: 'x' })
    expect(hit('x stop', 5)).toEqual({ kind: 'key', key: 'x' })
    expect(hit('x stop', 6)).toBeUndefined()
    expect(hit('q quit')).toEqual({ kind: 'key', key: 'q' })
  })

  test('is the state that the roll-up counts there', () => {
    const view = viewOf(large, 10)
    expect(hitAt(view, ...find(view, '2 frozen'))).toEqual({ kind: 'mood', mood: 'frozen' })
    expect(hitAt(view, ...find(view, 'docker'))).toBeUndefined()
  })

  test('is the worker beside the list, and its tabs, where both stand side by side', () => {
    const view = viewOf({ columns: 170, rows: 30 }, 3)
    expect(hitAt(view, 100, 20)).toEqual({ kind: 'pane' })
    expect(hitAt(view, 20, 20)).toEqual({ kind: 'list' })
    expect(hitAt(view, ...find(view, 'Logs'))).toEqual({ kind: 'key', key: '2' })
  })

  test('is the pane below the list, or all of it, and another view where that is open', () => {
    expect(hitAt(viewOf(large, 3), 50, 20)).toEqual({ kind: 'pane' })
    expect(hitAt(viewOf(large, 3, onPage('screen')), 50, 5)).toEqual({ kind: 'pane' })
    expect(hitAt(viewOf(large, 3, onView('events')), 50, 5)).toEqual({ kind: 'view' })
    expect(hitAt(viewOf({ columns: 80, rows: 24 }, 3), 50, 12)).toEqual({ kind: 'pane' })
    expect(hitAt(viewOf({ columns: 80, rows: 24 }, 12), 50, 18)).toEqual({ kind: 'list' })
  })

  test('is the key of the tab whose name stands there', () => {
    const view = viewOf(large, 3)
    const [tab] = defaultKeymap
    if (tab === undefined) throw new Error('no keys')
    const keymap = [{ ...tab, id: 'tab.ready', label: 'Ready', keys: ['1'] }, ...defaultKeymap]
    const row = linesOf(view).findLastIndex((line) => line.includes('w-000'))
    const column = linesOf(view)[row]?.indexOf('ready') ?? 0
    expect(hitAt({ ...view, keymap }, column, row)).toEqual({ kind: 'key', key: '1' })
    expect(hitAt({ ...view, keymap }, column - 1, row)).toEqual({ kind: 'pane' })
  })

  test.each([
    ['Logs', '2'],
    ['Inspect', '8'],
  ])('is the key of the tab %s', (name, key) => {
    const view = viewOf(large, 3)
    const [column, row] = find(view, name)
    expect(hitAt(view, column, row)).toEqual({ kind: 'key', key })
    expect(hitAt(view, column + name.length - 1, row)).toEqual({ kind: 'key', key })
  })

  test('is nothing outside, and nothing in a terminal with next to no room', () => {
    const view = viewOf(large, 3)
    for (const [column, row] of [
      [120, 5],
      [5, 36],
      [-1, 5],
      [5, -1],
    ] as const)
      expect(hitAt(view, column, row)).toBeUndefined()
    expect(hitAt(viewOf({ columns: 20, rows: 6 }, 3), 3, 2)).toBeUndefined()
  })
})
