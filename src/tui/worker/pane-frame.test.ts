import { describe, expect, test } from 'vitest'
import { aRow, aScreen } from '../../../test/rigs/scripted-fleet.ts'
import type { Screen } from '../../workers/fleet/fleet.ts'
import { onPage, withDialog, withScreen, withToast } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { widthOf, withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, type Dialog, initialModel, type Model, type Size } from '../model.ts'
import { withChangedFiles } from './changed-files.ts'
import { openFile } from './open-file.ts'
import { focusOn, onTab, resizePane, withContent } from './pane-changes.ts'
import { beginReading, endReading, moveReading, readHistory, textRows, toggleSelection } from './reading.ts'
import { tabNames } from './tab-names.ts'
import { visibleText } from './visible-text.ts'

const now = new Date(2026, 0, 2, 14, 2, 0)
const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const colourful = themeFor({ isColor: true, colorLevel: 3, isUnicode: true })
const ascii = themeFor({ isColor: false, colorLevel: 0, isUnicode: false })

const connected = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const

const modelOf = (size: Size, ...changes: readonly Change[]): Model => {
  const engine = connected
  const since = new Date(now.getTime() - 60_000)
  const stats = { cpuPercent: 150, memoryBytes: 2 ** 30, memoryLimitBytes: 2 ** 32, pids: 7, at: now }
  const network = { received: 5_000_000, sent: 1000 }
  const workers = [
    aRow(
      { name: 'ada', phase: { kind: 'ready', since } },
      { stats: { ...stats, network }, cpuHistory: [10, 80, 150] },
    ),
  ]
  const empty = initialModel({ snapshot: { workers: [], engine }, now, size, profiles: [] })
  return [withFleet({ workers, engine }), ...changes].reduce((model, change) => change(model), empty)
}

const text = (model: Model, theme = plain): string =>
  frame({ model, theme, keymap: defaultKeymap })
    .map((line) => withoutStyles(line).trimEnd())
    .join('\n')

const small = { columns: 92, rows: 20 }
const screen: Screen = {
  ...aScreen(['\u001b[32m$\u001b[0m make', '日本語 ok', '$ '], { columns: 200, rows: 50 }),
  cursor: { column: 2, row: 2, isVisible: true },
}

describe('the pane of a worker', () => {
  test('that has ended says where what it printed is', () => {
    const phase = { kind: 'failed', since: now, exitCode: 137, isOom: false, why: 'killed' } as const
    const ended = withFleet({ workers: [aRow({ name: 'ada', phase })], engine: connected })
    expect(text(modelOf(small, ended, withScreen('ada', screen)))).toContain('2 shows what it printed.')
  })

  test('that asks leaves a low terminal to its dialog, and to its question one row', () => {
    const question = `Bash: ${'rm -rf build; '.repeat(20)}`
    const asking = withFleet({
      workers: [aRow({ name: 'ada', activity: 'waiting', question })],
      engine: connected,
    })
    const rowsOf = (rows: number) =>
      text(modelOf({ columns: 60, rows }, asking, withScreen('ada', screen), onPage('screen')))
        .split('\n')
        .filter((line) => line.includes('rm -rf build;')).length
    expect(rowsOf(30)).toBeGreaterThan(2)
    expect(rowsOf(12)).toBe(1)
  })

  test('stays in sight below what is written to it, asked about it, or looked for, where there is room', () => {
    const large = { columns: 100, rows: 36 }
    const sending = { kind: 'send', name: 'ada', containerId: 'of ada', editor: editorOf('yes') } as const
    const removing = {
      kind: 'confirm',
      verb: 'remove',
      name: 'ada',
      containerId: 'of ada',
      life: 'running',
    } as const
    const seen = (dialog: Dialog, size: Size) =>
      text(modelOf(size, withScreen('ada', screen), withDialog(dialog)))
    for (const [dialog, words] of [
      [sending, 'yes▏'],
      [removing, 'remove ada?'],
      [{ kind: 'filter', editor: editorOf(''), before: '' }, '/ ▏'],
    ] as const) {
      expect(seen(dialog, large)).toContain(words)
      expect(seen(dialog, large)).toContain('日本語 ok')
      expect(seen(dialog, { ...large, rows: 14 })).toContain(words)
      expect(seen(dialog, { ...large, rows: 14 })).not.toContain('日本語 ok')
    }
  })

  test('that has the keys says so by its frame, its cursor and the footer, without a colour', () => {
    expect(text(modelOf(small, withScreen('ada', screen), focusOn('ada')))).toMatchInlineSnapshot(`
      " hal  ○ 1 ready   docker 20.10                                      cpu 150%  mem 1G  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  AGENT         CPU         MEM  LAST
       ▌ ○ ada     ready           1m  shell    ▁▄▇ 150%       1G/4G



      ────────────────────────────────────────────────────────────────────────────────────────────
       ada  [Screen] Logs  Events  Stats  Diff  Files  Env  Inspect         ready for 1m · 200x50
       ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
       ┃ $ make                                                                                 ┃
       ┃ 日本語 ok                                                                              ┃
       ┃ $ ▏                                                                                    ┃
       ┃                                                                                        ┃
       ┃                                                                                        ┃
       ┃                                                                                        ┃
       ┃                                                                                        ┃
       ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛

       ctrl-] back; all other keys go to ada"
    `)
  })

  test('shows the place of the cursor, however long the line is that is typed', () => {
    const line = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ')
    const cursor = { column: line.length, row: 0, isVisible: true }
    const typed = { ...aScreen([line], { columns: 220, rows: 50 }), cursor }
    expect(text(modelOf(small, withScreen('ada', typed)))).toContain('word0 ')
    expect(text(modelOf(small, withScreen('ada', typed), focusOn('ada')))).toContain('word29▏')
  })

  test('shows a part of the history, where one is in it, and what is selected', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`)
    const reading = [
      beginReading,
      readHistory('ada', lines),
      moveReading(-40),
      toggleSelection,
      moveReading(1),
    ]
    expect(text(modelOf(small, ...reading))).toMatchInlineSnapshot(`
      " hal  ○ 1 ready   docker 20.10                                      cpu 150%  mem 1G  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  AGENT         CPU         MEM  LAST
       ▌ ○ ada     ready           1m  shell    ▁▄▇ 150%       1G/4G



      ────────────────────────────────────────────────────────────────────────────────────────────
       ada  [Screen] Logs  Events  Stats  Diff  Files  Env  Inspect                  ready for 1m
       ╭────────────────────────────────────────────────────────────────────────────────────────╮
       │ line 55                                                                                │
       │ line 56                                                                                │
       │ line 57                                                                                │
       │ line 58                                                                                │
       │ line 59                                                                                │
       ▌ line 60                                                                                │
       ▌ line 61                                                                                │
       ╰────────────────────────────────────────────────────────── 2 selected · 61 of 100 lines ╯

       esc back  k ↑ up  j ↓ down  PgUp page  / search  v select none  y copy  1-8 tabs"
    `)
  })

  test('has in its title how many files are changed, as long as the worker has done nothing since', () => {
    const stat = ' 9 files changed | 1 +\n x | 3 ++-\n 2 files changed, 3 insertions(+), 1 deletion(-)\n'
    const counted = withChangedFiles('ada', { kind: 'changes', stat, diff: 'diff --git', isCut: false })
    const wide = { columns: 120, rows: 30 }
    const model = modelOf(wide, counted)
    expect(text(model)).toContain('ready for 1m · 2 files changed · hal/base:1234567')
    expect(text(modelOf(wide, onTab('diff'), counted))).toContain('2 files changed')
    const [row] = model.snapshot.workers
    const moved = row === undefined ? [] : [{ ...row, lastLine: 'done' }]
    expect(text(withFleet({ ...model.snapshot, workers: moved })(model))).not.toContain('files changed')
    const clean = withChangedFiles('ada', { kind: 'changes', stat: '', diff: '', isCut: false })
    expect(text(clean(model))).not.toContain('files changed')
    const cut = withChangedFiles('ada', {
      kind: 'changes',
      stat: ' 9 files changed | 1',
      diff: 'd',
      isCut: true,
    })
    expect(text(cut(model))).not.toContain('files changed')
  })

  test.each([
    ['below a list', 120, 36],
    ['beside it', 200, 36],
    ['alone', 60, 20],
  ])('what is copied of it is what is seen, also while something long is told: %s', (_, columns, rows) => {
    const lines = Array.from({ length: 100 }, (__, index) => `line ${index + 1}`)
    const content = withContent({ name: 'ada', tab: 'logs' }, { kind: 'text', lines })
    const why = 'it could not be reached, and this is why, told at great length '.repeat(6)
    const told = withToast({ kind: 'failure', text: why, nextStep: undefined, at: now })
    const model = modelOf({ columns, rows }, onTab('logs'), content, told)
    const seen = [...text(model).matchAll(/│ *(line \d+) /g)].map(([, line]) => line)
    expect(seen.length).toBeGreaterThan(3)
    expect(visibleText(model, textRows(model))).toEqual(seen)
  })

  test('shows logs and history in colours that the terminal has', () => {
    const few = themeFor({ isColor: true, colorLevel: 1, isUnicode: true })
    const lines = ['\u001b[38;2;255;0;0mred\u001b[0m']
    const logs = [onTab('logs'), withContent({ name: 'ada', tab: 'logs' }, { kind: 'text', lines })]
    for (const changes of [
      logs,
      [beginReading, readHistory('ada', lines), toggleSelection, toggleSelection],
    ]) {
      const shown = frame({ model: modelOf(small, ...changes), theme: few, keymap: defaultKeymap }).join('\n')
      expect(shown).toContain('\u001b[91mred')
    }
  })

  test('shows what was changed, with the marks of git alone', () => {
    const diff = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-ol\u001b[2Jd\n+new\n+\ttab\n'
    const changes = { kind: 'changes', stat: ' x | 3 ++-\n', diff, isCut: true } as const
    const content = withContent({ name: 'ada', tab: 'diff' }, { kind: 'changes', changes })
    const model = modelOf(small, onTab('diff'), content)
    expect(text(model)).toMatchInlineSnapshot(`
      " hal  ○ 1 ready   docker 20.10                                      cpu 150%  mem 1G  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  AGENT         CPU         MEM  LAST
       ▌ ○ ada     ready           1m  shell    ▁▄▇ 150%       1G/4G



      ────────────────────────────────────────────────────────────────────────────────────────────
       ada   Screen  Logs  Events  Stats [Diff] Files  Env  Inspect                  ready for 1m
       ╭────────────────────────────────────────────────────────────────────────────────────────╮
       │  x | 3 ++-                                                                             │
       │                                                                                        │
       │ diff --git a/x b/x                                                                     │
       │ --- a/x                                                                                │
       │ +++ b/x                                                                                │
       │ @@ -1 +1,2 @@                                                                          │
       │ -old                                                                                   │
       ╰───────────────────────────────────────────────────────────────────────── 7 of 11 lines ╯

       ⏎ focus  a attach  s send  n new  x stop  space mark  D remove  / filter  ? help  q quit"
    `)
    expect(text(model, colourful)).toBe(text(model, plain))
    expect(frame({ model, theme: colourful, keymap: defaultKeymap }).join('')).not.toContain('\u001b[2J')
  })

  test('lists the files that were changed, and opens the diff of the one that is picked', () => {
    const one = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-old\n+new\n+more\n'
    const two = 'diff --git a/y b/y\nnew file mode 100644\n--- /dev/null\n+++ b/y\n@@ -0,0 +1 @@\n+all\n'
    const stat = ' x | 3 ++-\n y | 1 +\n'
    const changes = { kind: 'changes', stat, diff: one + two, isCut: false } as const
    const content = withContent({ name: 'ada', tab: 'files' }, { kind: 'changes', changes })
    const files = [onTab('files'), content]
    const shown = text(modelOf(small, ...files))
    expect(shown).toContain('│ +2  −1  x ')
    expect(shown).toContain('│ +1  −0  y  new ')
    expect(shown).toMatch(/ ⏎ pick a file .*$/)
    const picking = [...files, beginReading, moveReading(1)]
    expect(text(modelOf(small, ...picking))).toContain('▌ +1  −0  y  new ')
    expect(text(modelOf(small, ...picking))).toMatch(/ ⏎ its diff .*$/)
    const opened = text(modelOf(small, ...picking, openFile))
    expect(opened).toMatch(/\[Diff\][\s\S]*\n ▌ diff --git a\/y b\/y/)
    expect(opened).toContain('│ +all ')
    const back = text(modelOf(small, ...picking, openFile, endReading))
    expect(back).toMatch(/\[Files\][\s\S]*▌ \+1 {2}−0 {2}y {2}new /)
    expect(text(modelOf(small, ...picking, openFile, endReading, endReading))).toMatch(/ ⏎ pick a file .*$/)
    const none = { ...changes, stat: '', diff: '' }
    const unchanged = withContent({ name: 'ada', tab: 'files' }, { kind: 'changes', changes: none })
    const empty = text(modelOf(small, onTab('files'), unchanged))
    expect(empty).toContain('nothing was changed since the last commit')
    expect(empty).toMatch(/ ⏎ focus .*$/)
  })

  test('says where a value of its environment goes on', () => {
    const variables = [{ name: 'PATH', value: '/usr/bin:'.repeat(20) }]
    const content = withContent({ name: 'ada', tab: 'env' }, { kind: 'environment', variables })
    expect(text(modelOf(small, onTab('env'), content))).toMatch(/│ PATH {2}\/usr\/bin:.*… │$/m)
  })

  test('says in its title what hal does to the worker, as the list does', () => {
    const stopping: Change = (model) => ({ ...model, busy: { ada: 'stopping' } })
    const shown = text(modelOf(small, stopping))
    expect(shown).toMatch(/ ada {2}\[Screen\].* stopping/)
    expect(shown).not.toContain('ready for')
  })

  test('shows what it uses against what it may', () => {
    expect(text(modelOf(small, onTab('stats')))).toMatchInlineSnapshot(`
      " hal  ○ 1 ready   docker 20.10                                      cpu 150%  mem 1G  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  AGENT         CPU         MEM  LAST
       ▌ ○ ada     ready           1m  shell    ▁▄▇ 150%       1G/4G



      ────────────────────────────────────────────────────────────────────────────────────────────
       ada   Screen  Logs  Events [Stats] Diff  Files  Env  Inspect                  ready for 1m
       ╭────────────────────────────────────────────────────────────────────────────────────────╮
       │ cpu         150%                                               ▁▄▇  of 200%            │
       │                                                                                        │
       │ memory        1G                                                 ▃  of 4G              │
       │                                                                                        │
       │ processes      7  of 1024                                                              │
       │                                                                                        │
       │ network       5M  in, 1K out                                                           │
       ╰────────────────────────────────────────────────────────────────────────────────────────╯

       ⏎ focus  a attach  s send  n new  x stop  space mark  D remove  / filter  ? help  q quit"
    `)
  })

  test('has its place after the list in a narrow terminal, and the list is one key away', () => {
    const narrow = { columns: 60, rows: 14 }
    expect(text(modelOf(narrow))).toContain('⏎ screen')
    const shown = modelOf(narrow, withScreen('ada', screen), onPage('screen'))
    expect(text(shown)).toMatch(/^ ⏎ focus .*esc back/m)
    expect(text(focusOn('ada')(shown))).toContain('ctrl-] back')
  })

  test.each([
    [200, 60],
    [120, 36],
    [90, 20],
    [80, 24],
    [43, 11],
    [40, 10],
    [20, 6],
    [1, 1],
  ])('fits %i columns and %i rows exactly, whatever it shows', (columns, rows) => {
    const wide = Array.from(
      { length: 300 },
      (_, index) => `\u001b[4${index % 8}m${'宽x'.repeat(90)}\u001b[0m`,
    )
    const cursor = { column: 150, row: 20, isVisible: true }
    const wideScreen = { ...aScreen(wide.slice(0, 50), { columns: 250, rows: 50 }), cursor }
    const states: readonly (readonly Change[])[] = [
      ...tabNames.map((tab) => [onTab(tab)]),
      [onTab('logs'), withContent({ name: 'ada', tab: 'logs' }, { kind: 'text', lines: wide })],
      [onTab('env'), withContent({ name: 'ada', tab: 'env' }, { kind: 'loading' })],
      [
        onTab('diff'),
        withContent({ name: 'ada', tab: 'diff' }, { kind: 'failed', what: '宽'.repeat(99), next: 'x' }),
      ],
      [focusOn('ada')],
      [onPage('screen'), focusOn('ada')],
      [resizePane(1)],
      [beginReading, readHistory('ada', wide), moveReading(-150), toggleSelection, moveReading(-400)],
    ]
    for (const theme of [colourful, ascii])
      for (const changes of states) {
        const model = modelOf({ columns, rows }, withScreen('ada', wideScreen), ...changes)
        const lines = frame({ model, theme, keymap: defaultKeymap })
        expect(lines).toHaveLength(rows)
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
        if (theme === ascii) expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/)
      }
  })
})
