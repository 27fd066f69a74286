import { describe, expect, test } from 'vitest'
import { ofSize, onPage, onView, withDialog, withScreen } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { isPreviewVisible } from '../layout.ts'
import { sortBy } from '../list/arrange.ts'
import { moveBy, select } from '../list/selection.ts'
import { widthOf } from '../looks/text.ts'
import type { Change } from '../model.ts'
import { focusOn, resizePane } from '../worker/pane-changes.ts'
import { colourful, modelOf, ready, screen, text } from './frame.fixture.ts'
import { frame } from './frame.ts'

describe('the dashboard in terminals of all sizes', () => {
  test('shows the list alone in a narrow terminal', () => {
    expect(text(modelOf({ size: { columns: 60, rows: 14 } }))).toMatchInlineSnapshot(`
      " hal  ! 1 unreachable  ✗ 1 failed  ◐ 1  ○ 1  ◌ 1      14:02
      ────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  LAST          by attention
       ▌ ! kim     unreachable     3s  tmux does not answer
         ✗ dan     failed 137      8m  out of memory at 4G
         ◐ bob     working        21m  日本語のテスト
         ○ ada     ready          12s  $ pytest
         ◌ eve     frozen          1h  frozen · f thaws





       R restart  ⏎ screen  n new  x stop  ? help  q quit"
    `)
  })

  test('shows the screen below the list where it is narrow and high', () => {
    const changes: Change[] = [withScreen('kim', screen)]
    const lines = text(modelOf({ size: { columns: 60, rows: 44 }, changes })).split('\n')
    expect(lines.slice(2, 16)).toMatchInlineSnapshot(`
      [
        "     WORKER  STATE          FOR  LAST          by attention",
        " ▌ ! kim     unreachable     3s  tmux does not answer",
        "   ✗ dan     failed 137      8m  out of memory at 4G",
        "   ◐ bob     working        21m  日本語のテスト",
        "   ○ ada     ready          12s  $ pytest",
        "   ◌ eve     frozen          1h  frozen · f thaws",
        "────────────────────────────────────────────────────────────",
        " kim  [Screen]                           unreachable for 3s",
        " ╭────────────────────────────────────────────────────────╮",
        " │tmux does not answer · R restarts it                    │",
        " │                                                        │",
        " │hal@kim$ make                                           │",
        " │日本語 ok                                               │",
        " │hal@kim$                                                │",
      ]
    `)
  })

  test('shows the screen beside the list where it is wide and low', () => {
    const changes: Change[] = [withScreen('kim', screen)]
    const lines = text(modelOf({ size: { columns: 160, rows: 20 }, changes })).split('\n')
    expect(lines.slice(2, 9)).toMatchInlineSnapshot(`
      [
        "     WORKER  STATE          FOR  AGENT   LAST                     by attention │ kim  [Screen] Logs Events Stats Diff Files Env Inspect      unreachable for 3s",
        " ▌ ! kim     unreachable     3s  shell   tmux does not answer · R restarts it  │ ╭────────────────────────────────────────────────────────────────────────────╮",
        "   ✗ dan     failed 137      8m  shell   out of memory at 4G                   │ │tmux does not answer · R restarts it                                        │",
        "   ◐ bob     working        21m  claude  日本語のテスト                        │ │                                                                            │",
        "   ○ ada     ready          12s  shell   $ pytest                              │ │hal@kim$ make                                                               │",
        "   ◌ eve     frozen          1h  shell   frozen · f thaws                      │ │日本語 ok                                                                   │",
        "                                                                               │ │hal@kim$                                                                    │",
      ]
    `)
  })

  test('shows the screen alone in a narrow terminal after return', () => {
    const changes: Change[] = [withScreen('kim', screen), onPage('screen')]
    expect(text(modelOf({ size: { columns: 60, rows: 14 }, changes }))).toMatchInlineSnapshot(`
      " hal  ! 1 unreachable  ✗ 1 failed  ◐ 1  ○ 1  ◌ 1      14:02
      ────────────────────────────────────────────────────────────
       kim  [Screen]                           unreachable for 3s
       ╭────────────────────────────────────────────────────────╮
       │tmux does not answer · R restarts it                    │
       │                                                        │
       │hal@kim$ make                                           │
       │日本語 ok                                               │
       │hal@kim$                                                │
       │                                                        │
       │                                                        │
       ╰────────────────────────────────────────────────────────╯

       R restart  esc back  n new  x stop  ? help  q quit"
    `)
  })

  test('shows the screen alone in a wide terminal, too, as high as there is room', () => {
    const changes: Change[] = [withScreen('kim', screen), onPage('screen')]
    expect(text(modelOf({ size: { columns: 100, rows: 20 }, changes }))).toMatchInlineSnapshot(`
      " hal  ! 1 unreachable  ✗ 1 failed  ◐ 1 working  ○ 1 ready  ◌ 1 frozen      cpu 88%  mem 424M  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────────────
       kim  [Screen] Logs  Events  Stats  Diff  Files  Env  Inspect            unreachable for 3s · 80x24
       ╭────────────────────────────────────────────────────────────────────────────────────────────────╮
       │ tmux does not answer · R restarts it                                                           │
       │                                                                                                │
       │ hal@kim$ make                                                                                  │
       │ 日本語 ok                                                                                      │
       │ hal@kim$                                                                                       │
       │                                                                                                │
       │                                                                                                │
       │                                                                                                │
       │                                                                                                │
       │                                                                                                │
       │                                                                                                │
       │                                                                                                │
       │                                                                                                │
       ╰────────────────────────────────────────────────────────────────────────────────────────────────╯

       R restart  esc back  n new  x stop  ↓ ↑ move  space mark  D remove  / filter  ? help  q quit"
    `)
  })

  test('shows a look at the selected worker in the rows that a short list leaves, and none where there are few', () => {
    const lines = (count: number, rows: number) => {
      const workers = Array.from({ length: count }, (_, index) => ready(`w-${index + 1}`, 60))
      const changes: Change[] = [withScreen('w-1', screen)]
      return text(modelOf({ workers, size: { columns: 80, rows }, changes })).split('\n')
    }
    const isLook = (line: string) => line.startsWith(' w-1  [Screen]')
    const short = lines(11, 24)
    expect(short.findIndex(isLook)).toBe(15)
    expect(short.slice(16, -1).join('\n')).toMatchInlineSnapshot(`
      " hal@kim$ make
       日本語 ok
       hal@kim$



      "
    `)
    expect(short.at(-1)).toMatch(/^ ⏎ screen /)
    expect(lines(12, 24).some(isLook)).toBe(false)
    expect(lines(1, 16).some(isLook)).toBe(false)
    expect(lines(1, 17).some(isLook)).toBe(true)
    expect(lines(0, 24).some((line, row) => row > 2 && line.includes('──'))).toBe(false)
  })

  test('shows list and screen again where the terminal has become wide, unless the screen alone was asked for', () => {
    const wide = { columns: 110, rows: 24 }
    const narrow = { columns: 60, rows: 14 }
    const hasList = (...changes: readonly Change[]) =>
      text(modelOf({ size: narrow, changes })).includes('WORKER')
    expect(hasList(onPage('screen'))).toBe(false)
    expect(hasList(onPage('screen'), ofSize(wide))).toBe(true)
    expect(hasList(onPage('screen'), ofSize(wide), ofSize(narrow))).toBe(true)
    expect(hasList(resizePane(1), resizePane(1), ofSize(wide))).toBe(false)
  })

  test('leaves the keys with the worker that one types to where the terminal has become narrow, and its screen in sight', () => {
    const changes: Change[] = [select('ada'), focusOn('ada'), ofSize({ columns: 60, rows: 14 })]
    const focused = modelOf({ changes })
    expect(isPreviewVisible(focused)).toBe(true)
    const lines = text(focused).split('\n')
    expect(lines[2]).toMatch(/^ ada {2}\[Screen\]/)
    expect(lines.at(-1)).toBe(' ctrl-] back; all other keys go to ada')
    expect(text(ofSize({ columns: 110, rows: 24 })(focused))).toMatch(/WORKER[\s\S]* ctrl-\] back/)
  })

  test('keeps the selected worker in sight in a tiny terminal, however the list is sorted', () => {
    const names = ['ada', 'bob', 'eve', 'kim', 'lin', 'zed']
    const workers = names.map((name) =>
      ready(name, 3, name === 'zed' ? { activity: 'waiting' } : { activity: 'working' }),
    )
    for (const name of names) {
      const changes = [sortBy({ by: 'name', isReversed: false }), select(name)]
      const lines = text(modelOf({ workers, size: { columns: 20, rows: 4 }, changes })).split('\n')
      expect(lines.filter((line) => line.startsWith('▌')).map((line) => line.split(' ')[1])).toEqual([name])
    }
  })

  test('shows the roll-up and the names that need a person in a tiny terminal', () => {
    expect(text(modelOf({ size: { columns: 20, rows: 6 } }))).toMatchInlineSnapshot(`
      "! 1  ✗ 1  ◐ 1  ○ 1 …
      ▌! kim unreachable
       ✗ dan failed 137
       ◐ bob working
       ○ ada ready
       R restart  ? help"
    `)
  })

  test('names the key that lets one answer, and the way out of a view, in a tiny terminal', () => {
    const size = { columns: 20, rows: 6 }
    const workers = [ready('ada', 3, { activity: 'waiting', question: 'Push?' })]
    expect(text(modelOf({ workers, size })).split('\n').at(-1)).toBe(' a attach  ? help')
    const wider = text(modelOf({ workers, size: { columns: 32, rows: 6 } })).split('\n')
    expect(wider[1]).toBe('▌● ada waiting · Push?')
    const changes = [onView('pulse')]
    expect(text(modelOf({ workers, size, changes })).split('\n').at(-1)).toBe(' esc back  ? help')
    const help = [withDialog({ kind: 'help', offset: 0 })]
    expect(
      text(modelOf({ workers, size, changes: help }))
        .split('\n')
        .at(-1),
    ).toBe(' esc close  ↓ down')
  })

  test.each([
    [120, 36],
    [200, 60],
    [90, 20],
    [80, 24],
    [40, 10],
    [20, 6],
    [5, 2],
    [1, 1],
  ])('fits %i columns and %i rows exactly, whatever is open', (columns, rows) => {
    const many = Array.from({ length: 100 }, (_, index) =>
      ready(`w-${index}-日本`, index, {}, { lastLine: '宽'.repeat(90) }),
    )
    const dialogs: Change[] = [
      withDialog(undefined),
      withDialog({ kind: 'help', offset: 999 }),
      withDialog({ kind: 'start', form: emptyStartForm }),
      withDialog({ kind: 'send', name: 'ada', containerId: 'a1', editor: editorOf('宽x'.repeat(200)) }),
      withDialog({ kind: 'filter', editor: editorOf('w'), before: '' }),
      onPage('screen'),
    ]
    for (const change of dialogs) {
      const model = modelOf({ workers: many, size: { columns, rows }, changes: [moveBy(50), change] })
      const lines = frame({ model, theme: colourful, keymap: defaultKeymap })
      expect(lines).toHaveLength(rows)
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
    }
  })

  test('shows the part of a long list around the selected worker', () => {
    const many = Array.from({ length: 11 }, (_, index) => ready(`w-${index}`, 60))
    const model = modelOf({
      workers: many,
      size: { columns: 60, rows: 10 },
      changes: [moveBy(7)],
    })
    expect(text(model)).toMatchInlineSnapshot(`
      " hal  ○ 11 ready   docker 20.10 on laptop             14:02
      ────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  LAST          by attention
         ○ w-5     ready           1m
         ○ w-6     ready           1m
       ▌ ○ w-7     ready           1m
         ○ w-8     ready           1m
                                                      8 of 11 ↑↓

       ⏎ screen  a attach  s send  n new  x stop  ? help  q quit"
    `)
  })
})
