import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { withDialog } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import type { Keymap } from '../keys/key-record.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { themeFor } from '../looks/theme.ts'
import { type Dialog, initialModel } from '../model.ts'
import { createStore } from '../store.ts'
import { redrawn } from '../views/view-changes.ts'

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const now = new Date('2026-01-02T14:02:00Z')
const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const
const nonsense = undefined as never

const sizes = [
  { columns: 120, rows: 36 },
  { columns: 200, rows: 30 },
  { columns: 80, rows: 24 },
  { columns: 30, rows: 6 },
] as const

const storeOf = (
  size: (typeof sizes)[number],
  { keymap = defaultKeymap }: { readonly keymap?: Keymap } = {},
) => {
  const bugs: unknown[] = []
  const empty = initialModel({ snapshot: { workers: [], engine }, now, size, profiles: [] })
  const store = createStore(withFleet({ workers: [aRow({ name: 'ada' })], engine })(empty), {
    ...{ theme, keymap, now: () => now },
    onBug: (bug) => {
      bugs.push(bug)
      return undefined
    },
  })
  return { store, bugs, shown: () => store.lines().join(' ').replaceAll(/\s+/g, ' ') }
}

describe.each(sizes)('with $columns columns and $rows rows', (size) => {
  test.each<Dialog>([
    { kind: 'send', name: 'ada', containerId: 'a1', editor: nonsense },
    { kind: 'start', form: { ...emptyStartForm, name: nonsense } },
    { kind: 'command', editor: nonsense },
    { kind: 'help', offset: 0, query: { characters: nonsense, at: 0 } },
  ])('what goes on around a dialog that can’t be drawn goes on: $kind', (dialog) => {
    const { store, bugs, shown } = storeOf(size)
    store.change(withDialog(dialog))
    expect(shown()).toContain('The dialog hit a mistake in hal itself')
    expect(bugs).toHaveLength(1)
    store.change(withDialog({ kind: 'save', name: 'ada', containerId: 'a1', editor: editorOf('kept') }))
    store.change(redrawn)
    expect(shown()).toContain('kept')
  })
})

test('the screen goes on without its header, until it is tried again', () => {
  const { store, bugs, shown } = storeOf(sizes[0])
  const whole = store.model()
  store.news((model) => ({ ...model, snapshot: { ...model.snapshot, engine: nonsense } }))
  expect(shown()).toContain('The header hit a mistake in hal itself')
  expect(shown()).toContain('▌ ○ ada')
  expect(bugs).toHaveLength(1)
  store.news(() => redrawn(whole))
  expect(shown()).toContain('docker 20.10')
})

test('the screen goes on without its footer', () => {
  const label = () => {
    throw new Error('no word')
  }
  const broken = {
    id: 'broken',
    keys: ['f9'],
    label,
    where: 'list',
    run: () => {},
    isInFooter: true,
  } as const
  const { bugs, shown } = storeOf(sizes[0], { keymap: [...defaultKeymap, broken] })
  expect(shown()).toContain('The footer hit a mistake in hal itself')
  expect(shown()).toContain('▌ ○ ada')
  expect(bugs).toHaveLength(1)
})
