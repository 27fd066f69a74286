import { describe, expect, test } from 'vitest'
import { aRow, aScreen } from '../../../test/rigs/scripted-fleet.ts'
import { withDialog, withScreen, withToast } from '../changes.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { toggleAllMarks } from '../list/marked.ts'
import { filterBy, select, withFleet } from '../list/selection.ts'
import type { Change } from '../model.ts'
import { ago, modelOf, now, plain, ready, screen, text } from './frame.fixture.ts'
import { frame } from './frame.ts'

describe('what the dashboard tells of the engine, of failures and of keys', () => {
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
      ' ⏎ focus  a attach  s send  n new  x stop  ↓ ↑ move  space mark  D remove  / filter  tab tabs  ? help  q quit',
    ],
    [
      'kim',
      ' R restart  n new  x stop  ↓ ↑ move  space mark  D remove  / filter  tab tabs  o sort  p pulse  ? help  q quit',
    ],
    [
      'eve',
      ' f thaw  R restart  n new  x stop  ↓ ↑ move  space mark  D remove  / filter  tab tabs  o sort  ? help  q quit',
    ],
    [
      'dan',
      ' R start  n new  ↓ ↑ move  space mark  D remove  / filter  tab tabs  o sort  p pulse  i images  ? help  q quit',
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
    [80, [], ' ⏎ screen  a attach  s send  n new  x stop  ↓ ↑ move  space mark  ? help  q quit'],
    [
      80,
      [filterBy('ready')],
      ' ⏎ screen  esc back  a attach  s send  n new  x stop  ↓ ↑ move  ? help  q quit',
    ],
    [
      120,
      [],
      ' ⏎ focus  a attach  s send  n new  x stop  ↓ ↑ move  space mark  D remove  / filter  tab tabs  o sort  ? help  q quit',
    ],
    [
      120,
      [toggleAllMarks],
      ' esc back  s send 5  x stop 5  D remove 5  space mark  ↓ ↑ move  R restart 5  f freeze 5  ⏎ focus  ? help  q quit',
    ],
    [
      160,
      [],
      ' ⏎ focus  a attach  s send  n new  x stop  ↓ ↑ move  space mark  D remove  / filter  tab tabs  o sort  p pulse  i images  : command  R restart  ? help  q quit',
    ],
  ] as const)(
    'names the keys that are needed most where %i columns have no room for all: %#',
    (columns, changes, footer) => {
      const model = modelOf({ size: { columns, rows: 24 }, changes: [select('ada'), ...changes] })
      expect(text(model).split('\n').at(-1)).toBe(footer)
    },
  )
})
