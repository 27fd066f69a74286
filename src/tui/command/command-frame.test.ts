import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { onView, withDialog } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { frame } from '../frame/frame.ts'
import { openHelp } from '../help/help-state.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { widthOf, withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Size } from '../model.ts'
import type { CommandDialog } from './command-line.ts'
import { completeBy, openCommand, withFault } from './command-state.ts'

const now = new Date(2026, 0, 2, 14, 2, 0)
const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const
const workers = ['ada', 'kim', 'lin-日本'].map((name) =>
  aRow({ name, phase: { kind: 'ready', since: new Date(now.getTime() - 60_000) } }),
)

const modelOf = (size: Size, ...changes: readonly Change[]) =>
  [withFleet({ workers, engine }), ...changes].reduce(
    (model, change) => change(model),
    initialModel({ snapshot: { workers: [], engine }, now, size, profiles: ['base', 'python'] }),
  )
const drawn = (size: Size, changes: readonly Change[], isColor = false) =>
  frame({
    model: modelOf(size, ...changes),
    theme: themeFor({ isColor, colorLevel: 3, isUnicode: true }),
    keymap: defaultKeymap,
  })

const dialogOf = (line: string): CommandDialog => ({ kind: 'command', editor: editorOf(line) })

test('a command as it is typed: the rest of the likeliest behind the cursor, all that it could be below', () => {
  const lines = drawn({ columns: 80, rows: 24 }, [openCommand('st')])
  expect(lines.map((line) => line.trimEnd()).join('\n')).toMatchInlineSnapshot(`
    " hal  ○ 3 ready   docker 20.10                                            14:02
    ────────────────────────────────────────────────────────────────────────────────
         WORKER  STATE          FOR  AGENT   LAST                      by attention
     ▌ ○ ada     ready           1m  shell
       ○ kim     ready           1m  shell
       ○ lin-…   ready           1m  shell

    ────────────────────────────────────────────────────────────────────────────────
     ada  [Screen] Logs  Events  Stats  Diff  Files  Env  Inspect      ready for 1m



    ────────────────────────────────────────────────────────────────────────────────
     : st▏art
       start     start workers   [PROFILE] [--agent NAME] [--prompt "TEXT"] [--bran…
       stop      stop it, after a question   [WORKER]
       restart   restart it; start it again once it has ended   [WORKER]






     ⏎ run  tab complete  ↑ older  ↓ newer  esc cancel"
  `)
})

test('tab goes through what it could be, and shows which one it is at', () => {
  const changes = [openCommand('stop '), completeBy(dialogOf('stop '), -1)]
  const lines = drawn({ columns: 80, rows: 24 }, changes).slice(11, 18)
  expect(lines.map((line) => line.trimEnd()).join('\n')).toMatchInlineSnapshot(`
    "
    ────────────────────────────────────────────────────────────────────────────────
     : stop lin-日本▏
       ada       ready
       kim       ready
     ▌ lin-日本  ready
    "
  `)
})

test.each([
  ['thr', 'no command is called "thr": an empty line shows which there are'],
  ['thwa', 'no command is called "thwa": did you mean thaw?'],
  ['send ada make', 'send WORKER TEXT…   send a line to a worker'],
])('says of %j, which nothing completes: %s', (line, hint) => {
  expect(
    drawn({ columns: 80, rows: 24 }, [openCommand(line)])
      .slice(12, 15)
      .join('\n'),
  ).toContain(`\n   ${hint}`)
})

test('reads the same without colour but for the cursor', () => {
  const size = { columns: 100, rows: 30 }
  const plain = drawn(size, [openCommand('start --')]).map((line) => line.replace('▏', ''))
  const colourful = drawn(size, [openCommand('start --')], true).map(withoutStyles)
  expect(colourful.map((line) => line.trimEnd())).toEqual(plain.map((line) => line.trimEnd()))
})

test.each([
  [200, 60],
  [120, 36],
  [90, 20],
  [80, 24],
  [40, 10],
  [20, 6],
  [5, 2],
  [1, 1],
])('fits %i columns and %i rows exactly, whatever is typed', (columns, rows) => {
  const long = '宽x'.repeat(200)
  const cases: readonly (readonly Change[])[] = [
    [openCommand()],
    [openCommand('st')],
    [openCommand(`send ada ${long}`)],
    [openCommand('stop '), completeBy(dialogOf('stop '), -1)],
    [withFault(dialogOf(long), `no command is called "${long}"`)],
    [onView('events'), openCommand('theme ')],
    [openHelp],
    [openHelp, withDialog({ kind: 'help', offset: 999, query: editorOf(long) })],
    [openHelp, withDialog({ kind: 'help', offset: 0, query: editorOf('st') })],
    [openCommand('st'), openHelp],
  ]
  for (const changes of cases) {
    const lines = drawn({ columns, rows }, changes, true)
    expect(lines).toHaveLength(rows)
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
  }
})
