import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { withDialog, withScreen } from '../changes.ts'
import { editStartForm } from '../dialogs/edit-start-form.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { emptyStartForm } from '../dialogs/start-form.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { filterBy, moveBy, withFleet } from '../list/selection.ts'
import { themeFor } from '../looks/theme.ts'
import type { Change, Model } from '../model.ts'
import { ago, colourful, modelOf, plain, ready, screen, stats, text } from './frame.fixture.ts'
import { frame } from './frame.ts'

describe('the dashboard', () => {
  test('shows those that need a person first, and the screen of the selected worker', () => {
    expect(text(modelOf({ changes: [withScreen('kim', screen)] }))).toMatchInlineSnapshot(`
      " hal  ! 1 unreachable  ✗ 1 failed  ◐ 1 working  ○ 1 ready  ◌ 1 frozen                cpu 88%  mem 424M  14:02
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
           WORKER  STATE          FOR  AGENT   PROFILE         CPU         MEM  LAST                   by attention
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

       R restart  n new  x stop  ↓ ↑ move  space mark  D remove  / filter  tab tabs  o sort  p pulse  ? help  q quit"
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

       ⏎ focus  a attach  s send  n new  x stop  ↓ ↑ move  space mark  D remove  ? help  q quit
       f thaw  R restart  n new  x stop  ↓ ↑ move  space mark  D remove  ? help  q quit"
    `)
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

  test('says there what the first steps are, where there is room, by the keys that do them', () => {
    const steps = text(modelOf({ workers: [], size: { columns: 120, rows: 36 } })).split('\n')
    const at = steps.indexOf(' first steps')
    expect(steps.slice(at, -2).join('\n').trimEnd()).toMatchInlineSnapshot(`
      " first steps

         n         a new worker: a container with a shell, on this folder
                   with an agent (claude, codex) and a prompt, it begins at once
         ⏎  a  s   then: type to it here, hand the terminal to it, send it a line
         :         commands by name: :start --agent claude --prompt "fix the login"
         i         the images that workers are made of, and their builds
         ?         all keys
         q         quit; workers run on"
    `)
    expect(text(modelOf({ workers: [], size: { columns: 80, rows: 24 } }))).toMatch(
      /no workers yet · n starts one\n\n first steps\n[\s\S]+, it begins at once\n[\s\S]+ \? {2,}all keys\n/,
    )
    const filtered = modelOf({ workers: [ready('ada', 12)], changes: [filterBy('kim')] })
    expect(text(filtered)).not.toContain('first steps')
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
         pids

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
         s        send text to the worker, or broadcast it      y        copy what is shown of it to the clipboard
                  to all that are marked
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
})
