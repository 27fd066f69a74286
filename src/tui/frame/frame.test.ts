import { describe, expect, test } from 'vitest'
import { aRow, aScreen } from '../../../test/rigs/scripted-fleet.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { asked, ofSize, onPage, onView, withDialog, withScreen, withToast } from '../changes.ts'
import { editStartForm } from '../dialogs/edit-start-form.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { isPreviewVisible } from '../layout.ts'
import { sortBy } from '../list/arrange.ts'
import { toggleAllMarks } from '../list/marked.ts'
import { filterBy, moveBy, select, withFleet } from '../list/selection.ts'
import { widthOf, withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Model, type Size } from '../model.ts'
import { focusOn, resizePane } from '../worker/pane-changes.ts'
import { frame } from './frame.ts'

const now = new Date(2026, 0, 2, 14, 2, 0)
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const colourful = themeFor({ isColor: true, colorLevel: 3, isUnicode: true })

const ready = (name: string, seconds: number, over: Partial<Worker> = {}, row: Partial<FleetWorker> = {}) =>
  aRow({ name, phase: { kind: 'ready', since: ago(seconds) }, ...over }, row)

const stats = (cpuPercent: number, megabytes: number) => ({
  cpuPercent,
  memoryBytes: megabytes * 1024 ** 2,
  memoryLimitBytes: 4 * 1024 ** 3,
  pids: 3,
  at: now,
})

const fleet: readonly FleetWorker[] = [
  ready(
    'ada',
    12,
    { profile: 'python' },
    { lastLine: '$ pytest', stats: stats(88, 412), cpuHistory: [10, 60, 140, 88] },
  ),
  ready(
    'bob',
    1260,
    { activity: 'working', agent: 'claude' },
    { lastLine: '日本語のテスト', stats: stats(0, 12), cpuHistory: [0, 0] },
  ),
  aRow({
    name: 'dan',
    phase: { kind: 'failed', since: ago(480), exitCode: 137, isOom: true, why: 'killed' },
    profile: 'node',
  }),
  aRow({ name: 'eve', phase: { kind: 'frozen', since: ago(3700) } }),
  aRow({ name: 'kim', phase: { kind: 'unreachable', since: ago(3), why: 'tmux does not answer' } }),
]

const modelOf = (
  given: {
    readonly workers?: readonly FleetWorker[]
    readonly size?: Size
    readonly changes?: readonly Change[]
  } = {},
): Model => {
  const empty = initialModel({
    snapshot: { workers: [], engine: { kind: 'connected', name: 'docker 20.10', hostName: 'laptop' } },
    now,
    size: given.size ?? { columns: 110, rows: 24 },
    profiles: ['base', 'python'],
  })
  const snapshot = { ...empty.snapshot, workers: given.workers ?? fleet }
  return (given.changes ?? []).reduce((model, change) => asked(change)(model), withFleet(snapshot)(empty))
}

const text = (model: Model, theme = plain): string =>
  frame({ model, theme, keymap: defaultKeymap })
    .map((line) => withoutStyles(line).trimEnd())
    .join('\n')

const screen = aScreen(['\u001b[32mhal@kim\u001b[0m$ make', '\u001b[31m日本語\u001b[0m ok', 'hal@kim$'])

describe('the dashboard', () => {
  test('shows those that need a person first, and the screen of the selected worker', () => {
    expect(text(modelOf({ changes: [withScreen('kim', screen)] }))).toMatchInlineSnapshot(`
      " hal  ! 1 unreachable  ✗ 1 failed  ◐ 1 working  ○ 1 ready  ◌ 1 frozen                cpu 88%  mem 424M  14:02
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  AGENT   PROFILE         CPU         MEM  LAST
       ▌ ! kim     unreachable     3s  shell   base              –           –  tmux does not answer
         ✗ dan     failed 137      8m  shell   node              –           –  out of memory at 4G
         ◐ bob     working        21m  claude  base        ▁▁   0%      12M/4G  日本語のテスト
         ○ ada     ready          12s  shell   python    ▁▃▆▄  88%     412M/4G  $ pytest
         ◌ eve     frozen          1h  shell   base              –           –  frozen · f thaws
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
       kim  [Screen] Logs  Events  Stats  Diff  Files  Env  Inspect   unreachable for 3s · 80x24 · hal/base:1234567
       ╭──────────────────────────────────────────────────────────────────────────────────────────────────────────╮
       │ tmux does not answer · R restarts it                                                                     │
       │                                                                                                          │
       │ hal@kim$ make                                                                                            │
       │ 日本語 ok                                                                                                │
       │ hal@kim$                                                                                                 │
       │                                                                                                          │
       │                                                                                                          │
       │                                                                                                          │
       │                                                                                                          │
       │                                                                                                          │
       ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────╯

       R restart  n new  x stop  D remove  / filter  space mark  tab tabs  o sort  p pulse  i images  ? help  q quit"
    `)
  })

  test('changes nothing but the row of a worker that is frozen, and what is said of it', () => {
    const workers = (isFrozen: boolean) =>
      ['ada', 'bob', 'kim'].map((name) =>
        name === 'bob' && isFrozen
          ? aRow({ name, phase: { kind: 'frozen', since: ago(1) } })
          : ready(name, 60),
      )
    const size = { columns: 90, rows: 20 }
    const before = modelOf({ workers: workers(false), size, changes: [moveBy(1)] })
    const after = withFleet({ ...before.snapshot, workers: workers(true) })(before)
    const whole = (model: Model) => text(model).split('\n')
    const changed = whole(before).flatMap((line, row) =>
      whole(after)[row] === line ? [] : [`${line}\n${whole(after)[row]}`],
    )
    expect(changed.join('\n\n')).toMatchInlineSnapshot(`
      " hal  ○ 3 ready   docker 20.10 on laptop                                            14:02
       hal  ○ 2 ready  ◌ 1 frozen   docker 20.10 on laptop                                14:02

       ▌ ○ bob     ready           1m  shell           –           –
       ▌ ◌ bob     frozen          1s  shell           –           –  frozen · f thaws

       bob  [Screen] Logs  Events  Stats  Diff  Files  Env  Inspect                ready for 1m
       bob  [Screen] Logs  Events  Stats  Diff  Files  Env  Inspect               frozen for 1s

       │                                                                                      │
       │ frozen · f thaws                                                                     │

       ⏎ focus  a attach  s send  n new  x stop  D remove  / filter  space mark  ? help  q quit
       f thaw  R restart  n new  x stop  D remove  / filter  space mark  ? help  q quit"
    `)
  })

  test('shows the list alone in a narrow terminal', () => {
    expect(text(modelOf({ size: { columns: 60, rows: 14 } }))).toMatchInlineSnapshot(`
      " hal  ! 1 unreachable  ✗ 1 failed  ◐ 1  ○ 1  ◌ 1      14:02
      ────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  LAST
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
        "     WORKER  STATE          FOR  LAST",
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
        "     WORKER  STATE          FOR  AGENT   LAST                                  │ kim  [Screen] Logs Events Stats Diff Files Env Inspect      unreachable for 3s",
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

       R restart  esc back  n new  x stop  D remove  / filter  space mark  tab tabs  ? help  q quit"
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

  test('says how to begin when there are no workers', () => {
    expect(text(modelOf({ workers: [], size: { columns: 80, rows: 10 } }))).toMatchInlineSnapshot(`
      " hal  no workers   docker 20.10 on laptop                                 14:02
      ────────────────────────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  AGENT   LAST
           no workers yet · n starts one





       n new  / filter  p pulse  i images  : command  E events  ? help  q quit"
    `)
  })

  test('has as many marks of the CPU however the numbers came, and none where there were none', () => {
    const empty = modelOf({ workers: [ready('ada', 12, {}, { stats: stats(88, 412) })] })
    const headOf = (measuredAgo: readonly number[]) => {
      const load = measuredAgo.map((seconds) => ({ at: ago(seconds), cpuPercent: 80, memoryBytes: 1 }))
      return text({ ...empty, views: { ...empty.views, load } }).split('\n')[0]
    }
    const every5 = [38, 33, 28, 23, 18, 13, 8, 3]
    expect(headOf(every5)).toMatch(/ cpu ▇{8} 88%/)
    expect(headOf(every5.slice(0, -1))).toMatch(/ cpu {2}▇{7} 88%/)
    expect(headOf(every5.filter((seconds) => seconds !== 18))).toMatch(/ cpu ▇{4} ▇{3} 88%/)
    expect(headOf([3])).toMatch(/ cpu 88%/)
  })

  test('says how old the picture is while the engine is away', () => {
    const engine = {
      kind: 'lost',
      name: 'docker 20.10',
      hostName: 'laptop',
      since: ago(42),
      why: 'closed',
    } as const
    const model = modelOf({ size: { columns: 100, rows: 20 } })
    const lost = withFleet({ ...model.snapshot, engine })(model)
    expect(frame({ model: lost, theme: plain, keymap: defaultKeymap })[0]).toMatchInlineSnapshot(
      `" hal  ! 1  ✗ 1  ◐ 1  ○ 1  ◌ 1   docker 20.10 doesn't answer · as it was 42s ago; workers run on     "`,
    )
  })

  test('says why the engine is away where there is room, and how old the picture is anywhere', () => {
    const given = { name: 'docker 20.10', hostName: 'laptop', since: ago(42) } as const
    const engine = { kind: 'lost', ...given, why: 'the connection\u001b[2J was closed' } as const
    const headOf = (columns: number) => {
      const model = modelOf({ size: { columns, rows: 20 } })
      return frame({
        model: withFleet({ ...model.snapshot, engine })(model),
        theme: plain,
        keymap: defaultKeymap,
      })[0]
    }
    expect(headOf(200)).toContain(
      "docker 20.10 doesn't answer: the connection was closed · as it was 42s ago; workers run on ",
    )
    expect(headOf(80)).toContain("docker 20.10 doesn't answer · as it was 42s ago")
  })

  test('says in words how many are how, before it names the engine', () => {
    const workers = [ready('ada', 12), aRow({ name: 'eve', phase: { kind: 'frozen', since: ago(9) } })]
    const head = (columns: number) => text(modelOf({ workers, size: { columns, rows: 20 } })).split('\n')[0]
    expect(head(80)).toMatch(/^ hal {2}○ 1 ready {2}◌ 1 frozen {3}docker 20.10 on laptop +14:02$/)
    expect(head(50)).toMatch(/^ hal {2}○ 1 ready {2}◌ 1 frozen +14:02$/)
  })

  test('names the machine that the engine is on only where it is another one', () => {
    const workers = [ready('ada', 12)]
    const model = modelOf({ workers, size: { columns: 80, rows: 20 } })
    const engine = { ...model.snapshot.engine, hostName: undefined }
    const here = withFleet({ ...model.snapshot, engine })(model)
    expect(text(model).split('\n')[0]).toMatch(/ready {3}docker 20.10 on laptop +14:02$/)
    expect(text(here).split('\n')[0]).toMatch(/ready {3}docker 20.10 +14:02$/)
  })

  test('says nothing of the screen that an ended worker had', () => {
    const changes: Change[] = [withScreen('dan', screen)]
    const model = { ...modelOf({ changes }), selected: 'dan' }
    expect(text(model)).toMatch(/^ dan {2}\[Screen\].* failed 137 for 8m · hal\/base:1234567$/m)
    expect(text(model)).not.toContain('make')
  })

  test('shows what a failure means and what to do now', () => {
    const toast = { kind: 'failure', text: 'kim: no answer', nextStep: 'R restarts it', at: now } as const
    expect(
      text(modelOf({ changes: [withToast(toast)] }))
        .split('\n')
        .at(-2),
    ).toBe(' kim: no answer · R restarts it')
  })

  test('shows a long failure whole, on rows of the preview, and the end of the screen above it', () => {
    const text60 = 'one of the words of a long story that has its end right here'
    const toast = { kind: 'failure', text: `${text60} ${text60}`, nextStep: 'n goes on', at: now } as const
    const changes: Change[] = [
      withScreen('kim', aScreen(Array.from({ length: 24 }, (_, row) => `row ${row}`))),
      withToast(toast),
    ]
    const lines = text(modelOf({ changes })).split('\n')
    expect(lines).toHaveLength(24)
    expect(lines.at(-5)).toMatch(/^ │ row 23 +│$/)
    expect(lines.slice(-3, -1)).toEqual([
      ` ${text60} one of the words of a long story that has its`,
      ' end right here · n goes on',
    ])
  })

  test('shows a failure on four rows at the most', () => {
    const toast = { kind: 'failure', text: 'word '.repeat(200), nextStep: undefined, at: now } as const
    const lines = text(modelOf({ changes: [withToast(toast)] })).split('\n')
    expect(lines.filter((line) => line.includes('word word'))).toHaveLength(4)
    expect(lines.at(-2)).toMatch(/…$/)
  })

  test.each([
    ['remove', 'running', 'What runs in it ends. Its container and the files inside are gone for good.'],
    ['remove', 'ended', 'Its container and the files inside are gone for good.'],
    ['stop', 'frozen', 'What is frozen in it ends (f thaws it). Its files stay, and R starts it again.'],
    ['restart', 'running', 'What runs in it ends. It starts again with its files.'],
  ] as const)(
    'asks before it does %s to a worker that is %s, and says what would be lost',
    (verb, life, words) => {
      const dialog = { kind: 'confirm', verb, name: 'ada', containerId: 'a1', life } as const
      const lines = text(modelOf({ changes: [withDialog(dialog)] })).split('\n')
      expect(lines[10]).toBe(` ${verb} ada?`)
      expect(lines[11]).toMatch(new RegExp(`^ ${words.replaceAll(/[().]/g, '\\$&')}`))
      expect(lines.at(-1)).toBe(verb === 'remove' ? ' y yes  esc n no' : ' ⏎ y yes  esc n no')
    },
  )

  test.each([
    [
      'ada',
      ' ⏎ focus  a attach  s send  n new  x stop  D remove  / filter  space mark  tab tabs  o sort  ? help  q quit',
    ],
    [
      'kim',
      ' R restart  n new  x stop  D remove  / filter  space mark  tab tabs  o sort  p pulse  i images  ? help  q quit',
    ],
    [
      'eve',
      ' f thaw  R restart  n new  x stop  D remove  / filter  space mark  tab tabs  o sort  p pulse  ? help  q quit',
    ],
    [
      'dan',
      ' R start  n new  D remove  / filter  space mark  tab tabs  o sort  p pulse  i images  ? help  q quit',
    ],
  ])('offers what can be done to %s as it is', (selected, footer) => {
    const model = { ...modelOf(), selected }
    expect(text(model).split('\n').at(-1)).toBe(footer)
  })

  test('offers first what starts a command again that has ended', () => {
    const workers = [ready('ada', 12, { agent: 'custom', agentExitCode: 3 })]
    const footer = text(modelOf({ workers, size: { columns: 80, rows: 24 } }))
      .split('\n')
      .at(-1)
    expect(footer).toMatch(/^ R restart {2}/)
  })

  test.each([
    [80, [], ' ⏎ screen  a attach  s send  n new  x stop  D remove  / filter  ? help  q quit'],
    [
      80,
      [filterBy('ready')],
      ' ⏎ screen  esc back  a attach  s send  n new  x stop  D remove  ? help  q quit',
    ],
    [
      120,
      [],
      ' ⏎ focus  a attach  s send  n new  x stop  D remove  / filter  space mark  tab tabs  o sort  p pulse  ? help  q quit',
    ],
    [
      120,
      [toggleAllMarks],
      ' esc back  s send 5  x stop 5  D remove 5  space mark  R restart 5  f freeze 5  ⏎ focus  a attach  n new  ? help  q quit',
    ],
    [
      160,
      [],
      ' ⏎ focus  a attach  s send  n new  x stop  D remove  / filter  space mark  tab tabs  o sort  p pulse  i images  : command  R restart  f freeze  ? help  q quit',
    ],
  ] as const)(
    'names the keys that are needed most where %i columns have no room for all: %#',
    (columns, changes, footer) => {
      const model = modelOf({ size: { columns, rows: 24 }, changes: [select('ada'), ...changes] })
      expect(text(model).split('\n').at(-1)).toBe(footer)
    },
  )

  test('has a form for a new worker', () => {
    const dialog = { kind: 'start', form: { ...emptyStartForm, name: editorOf('zoe') } } as const
    const lines = text(modelOf({ changes: [withDialog(dialog)] })).split('\n')
    expect(lines.slice(2).join('\n').trimEnd()).toMatchInlineSnapshot(`
      "
       start a worker

       ▌ name       zoe▏   empty: hal makes one up
         agent
         unattended no
         branch
         prompt
         workspace
         profile    default
         image
         command
         count
         memory
         cpus

       $ hal workers start zoe




       ⏎ start  esc cancel  tab next field  ctrl-y copy the command"
    `)
  })

  test('says under the name why it can’t be one, while it is typed', () => {
    const typed = [...'My'].reduce((form, key) => editStartForm(form, key, []), emptyStartForm)
    const shown = (form: typeof typed) =>
      text(modelOf({ changes: [withDialog({ kind: 'start', form })] }))
        .split('\n')
        .slice(5, 9)
    expect(shown(typed)).toEqual([
      ' ▌ name       My▏   empty: hal makes one up',
      '              "My" can\'t be a worker\'s name. A name has lower-case letters, digits and hyphens, at most 63,',
      '              and begins and ends with a letter or digit.',
      '   agent',
    ])
    const mended = ['ctrl+u', ...'my-'].reduce((form, key) => editStartForm(form, key, []), typed)
    expect(shown(mended)[1]).toBe('   agent')
  })

  test('explains every key of the list in its help, and which one does nothing now', () => {
    const changes: Change[] = [withDialog({ kind: 'help', offset: 0 })]
    expect(text(modelOf({ size: { columns: 110, rows: 32 }, changes }))).toMatchInlineSnapshot(`
      " hal  ! 1 unreachable  ✗ 1 failed  ◐ 1 working  ○ 1 ready  ◌ 1 frozen                cpu 88%  mem 424M  14:02
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
       keys  type to search · ↑↓ scroll
       the worker                                             pane
         ⏎        type to the worker itself; ctrl-] comes       +        a larger screen, then the screen alone
                  back. Where it is narrow: its screen          _        a smaller screen, and the list again
                  first                                         PgUp     read back in what it shows; the list,
                  (kim can't be reached: R restarts it)                  where that is all there is
         a        attach: hand the terminal to the worker       PgDn     read on
                  (kim can't be reached: R restarts it)         ctrl-f   search in what it shows, its history too
         s        send text to the worker, or to all that       y        copy what is shown of it to the clipboard
                  are marked
                  (kim can't be reached: R restarts it)       hal
         n        start a new worker                            esc      close what is said of a failure; back to
         x        stop it, or all that are marked                        the list; clear the marks; clear the
         R        restart it, or all that are marked; start              filter
                  again what has ended                          :        a command, by its name
         D        remove it and its container, or all that      ?        this help
                  are marked                                    q        quit; workers run on
         f        freeze it or thaw it, or all that are         ctrl-z   back to the shell; its fg comes back here
                  marked                                        ctrl-l   draw the screen anew
         e        why its state is what it is: who says so,
                  since when, what it asks                    : commands
         S        send what it did not take, in place of        start [PROFILE]   start workers
                  the words in its prompt box                   send WORKER TEXT… send a line to a worker
                  (kim can't be reached: R restarts it)         attach [WORKER]   hand the terminal to the worker
         c        capture its history into a file               stop [WORKER]     stop it, after a question
         L        read what it printed in your pager            restart [WORKER]  restart it; start it again once
         A        copy the command that attaches to it                            it has ended
                                                                remove [WORKER]   remove it and its container,

       esc close  ↓ down  ↑ up"
    `)
  })

  test('reads the same without colour, and in ASCII where there is no unicode', () => {
    const model = modelOf({ changes: [withScreen('kim', screen)] })
    expect(text(model, colourful)).toBe(text(model, plain))
    expect(frame({ model, theme: plain, keymap: defaultKeymap }).join('')).not.toContain('\u001b')
    const ascii = themeFor({ isColor: true, colorLevel: 1, isUnicode: false })
    expect(text(model, ascii)).toMatch(/^[\x20-\x7e\n]*$/)
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
           WORKER  STATE          FOR  LAST
         ○ w-5     ready           1m
         ○ w-6     ready           1m
       ▌ ○ w-7     ready           1m
         ○ w-8     ready           1m
                                                      8 of 11 ↑↓

       ⏎ screen  a attach  s send  n new  x stop  ? help  q quit"
    `)
  })
})
