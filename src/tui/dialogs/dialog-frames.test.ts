import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { onView, whileDoing, withDialog, withToldOf } from '../changes.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { filterKeys } from '../list/filter.ts'
import { filterBy, withFleet } from '../list/selection.ts'
import { widthOf, withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, type Dialog, initialModel, type Model, type Size } from '../model.ts'
import type { Toast } from '../toast.ts'
import { editorOf } from './line-editor.ts'
import { emptyStartForm, startFields } from './start-form.ts'

const now = new Date(2026, 0, 2, 14, 2, 0)
const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const ascii = themeFor({ isColor: false, colorLevel: 0, isUnicode: false })
const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const

const modelOf = (dialog: Dialog | undefined, size: Size): Model => {
  const workers = Array.from({ length: 40 }, (_, index) => aRow({ name: `w-${index}` }))
  const empty = initialModel({ snapshot: { workers: [], engine }, now, size, profiles: ['base'] })
  return withDialog(dialog)(withFleet({ workers, engine })(empty))
}
const linesOf = (model: Model, theme = plain) =>
  frame({ model, theme, keymap: defaultKeymap }).map((line) => withoutStyles(line).trimEnd())

const many = Array.from({ length: 100 }, (_, index) => `w-${index}`)
const form = {
  ...emptyStartForm,
  name: editorOf('Not A Name'),
  image: editorOf('some:image'),
  profile: 'base',
  agent: editorOf('cluade'),
  isUnattended: true,
  branch: editorOf('宽/'.repeat(60)),
  prompt: editorOf('宽 x\n'.repeat(40)),
  command: editorOf('sh -c "宽'),
  workspace: editorOf('/宽/'.repeat(60)),
  count: editorOf('0'),
  memory: editorOf('x'),
  cpus: editorOf('x'),
  pids: editorOf('x'),
}
const one = (name: string) => ({ name, containerId: `of ${name}` })
const dialogs: readonly Dialog[] = [
  {
    kind: 'confirm-many',
    verb: 'remove',
    targets: many.map((name) => ({ ...one(name), life: 'running' })),
    left: many,
  },
  { kind: 'broadcast', workers: many.map(one), left: many, editor: editorOf('宽\nx'.repeat(200)) },
  { kind: 'save', ...one('w-1'), editor: editorOf('宽x'.repeat(200)) },
  { kind: 'overwrite', ...one('w-1'), path: `/${'宽 x'.repeat(200)}` },
  { kind: 'quit' },
  { kind: 'explain', ...one('w-1') },
  { kind: 'send-over', ...one('w-1'), text: '宽 x\n'.repeat(200), draft: '宽x'.repeat(200) },
  {
    kind: 'lose-work',
    doomed: many.map((name) => ({ ...one(name), why: ['宽 x'.repeat(100), '  abc1234 x'] })),
  },
  ...startFields.map((field): Dialog => ({ kind: 'start', form: { ...form, field } })),
]

const sizes: readonly (readonly [number, number])[] = [
  [200, 60],
  [120, 36],
  [90, 20],
  [80, 24],
  [40, 10],
  [20, 6],
  [5, 2],
  [1, 1],
]

test.each(sizes)('every dialog fits %i columns and %i rows exactly', (columns, rows) => {
  for (const dialog of dialogs) {
    const busy = many.reduce(
      (model, name) => whileDoing(name, 'stopping')(model),
      modelOf(dialog, { columns, rows }),
    )
    for (const theme of [plain, ascii]) {
      const lines = linesOf(busy, theme)
      expect(lines).toHaveLength(rows)
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
      if (theme === ascii) expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/)
    }
  }
})

test.each(sizes.slice(0, -2))(
  'in %i columns and %i rows the field that is typed into is in sight',
  (columns, rows) => {
    for (const field of startFields) {
      const model = modelOf({ kind: 'start', form: { ...form, field } }, { columns, rows })
      expect(linesOf(model).some((line) => line.startsWith(` ▌ ${field}`))).toBe(true)
    }
  },
)

test.each(sizes.slice(0, -2))(
  'in %i columns and %i rows the cursor of a long text is in sight',
  (columns, rows) => {
    const editor = { ...editorOf('line\n'.repeat(100)), at: 250 }
    const model = modelOf({ kind: 'broadcast', workers: many.map(one), left: [], editor }, { columns, rows })
    expect(linesOf(model).join('\n')).toContain('▏')
  },
)

test.each([
  [plain, '↑', '↓'],
  [ascii, '^', 'v'],
])('a form that goes on above or below its place says so at its edge', (theme, up, down) => {
  const edges = (field: (typeof startFields)[number], size: Size) => {
    const lines = linesOf(modelOf({ kind: 'start', form: { ...emptyStartForm, field } }, size), theme)
    const edge = lines.filter((line) => widthOf(line) === size.columns).map((line) => line.at(-1))
    return edge.filter((last) => last === up || last === down)
  }
  const low = { columns: 40, rows: 12 }
  expect(edges('name', low)).toEqual([down])
  expect(edges('memory', low)).toEqual([up])
  expect(edges('profile', low)).toEqual([up, down])
  expect(edges('name', { columns: 120, rows: 36 })).not.toContain(down)
})

const inOneLine = (lines: readonly string[]): string => lines.join(' ').replaceAll(/ +/g, ' ')

describe('a question about several', () => {
  const asked = (verb: 'stop' | 'remove', lives: readonly ('running' | 'frozen' | 'ended')[]) => {
    const targets = lives.map((life, index) => ({ ...one(`w-${index}`), life }))
    const dialog = { kind: 'confirm-many', verb, targets, left: [] } as const
    return inOneLine(linesOf(modelOf(dialog, { columns: 120, rows: 36 })))
  }

  test('says how many of them run, and what ends', () => {
    expect(asked('stop', ['running', 'running'])).toContain(
      ' All run: what is in them ends. Their files stay, and R starts them again.',
    )
    expect(asked('remove', ['ended', 'running'])).toContain(
      ' 1 of them runs: what is in them ends. Their containers and the files inside are gone for good. Clones of their own go, too; folders of yours stay.',
    )
    expect(asked('remove', ['ended', 'ended'])).toContain('None of them runs. Their containers')
  })

  test('names as many as there is room for, and what happens to them in any case', () => {
    const lines = linesOf(modelOf(dialogs[0], { columns: 80, rows: 16 }))
    expect(lines.some((line) => line.endsWith('…'))).toBe(true)
    expect(inOneLine(lines)).toContain('gone for good')
    expect(lines.at(-1)).toBe(' y yes  esc n no')
  })
})

test('all that a filter can name is read whole beside it', () => {
  for (const [columns, rows] of [
    [80, 24],
    [120, 36],
  ] as const) {
    const shown = inOneLine(
      linesOf(modelOf({ kind: 'filter', editor: editorOf('x'), before: '' }, { columns, rows })),
    )
    for (const key of [...filterKeys, 'label:']) expect(shown).toContain(key)
  }
})

test('what is still being done is named before it is left', () => {
  const model = whileDoing('w-1', 'stopping')(modelOf({ kind: 'quit' }, { columns: 80, rows: 24 }))
  expect(linesOf(model)).toContain(' Still stopping w-1.')
  expect(linesOf(whileDoing('w-1', undefined)(model))).toContain(' quit? Nothing is being done any more.')
})

describe('in next to no room', () => {
  const read = (dialog: Dialog, change: Change = (model) => model) =>
    inOneLine(linesOf(change(modelOf(dialog, { columns: 20, rows: 6 })))).trim()
  const life = 'running'

  test.each([
    ['stop', 'stop w-1? It ends. Its files stay. ⏎ y yes esc n no'],
    ['remove', 'remove w-1? It ends. Its files are gone for good. y yes esc n no'],
  ] as const)('the question before it would %s a worker is read whole', (verb, words) => {
    expect(read({ kind: 'confirm', verb, ...one('w-1'), life })).toBe(words)
  })

  test('a long name is read whole, too, and what its removal comes to', () => {
    const dialog = { kind: 'confirm', verb: 'remove', ...one('refactor-the-login-page'), life } as const
    expect(read(dialog).replaceAll(' ', '')).toBe(
      'removerefactor-the-login-page?Itends.Itsfilesaregoneforgood.yyesescnno',
    )
  })

  test('the question about several is, and some of their names', () => {
    const targets = many.map((name) => ({ ...one(name), life }) as const)
    expect(read({ kind: 'confirm-many', verb: 'remove', targets, left: [] })).toBe(
      'remove 100 workers? w-0, w-1, w-2, w-… They end. Their files are gone for good. y yes esc n no',
    )
  })

  test('what would be lost is, and the way back', () => {
    const doomed = [{ ...one('ada'), why: ['1 commit of ada/fix is nowhere else'] }]
    expect(read({ kind: 'lose-work', doomed })).toContain(
      'lose work of ada? 1 commit of ada/fix is nowhere else esc keeps it. Y lose it',
    )
  })

  test.each([
    ['w-1', '/ w-1▏ 11 of 40 · what a row says, or key=value; ! inverts. ⏎ keep esc cancel'],
    ['odd=x', '/ odd=x▏ 0 of 40 · no key is called "odd". Keys: name, '],
  ])('what can be typed into the filter is read after %j', (words, shown) => {
    const dialog = { kind: 'filter', editor: editorOf(words), before: '' } as const
    expect(read(dialog, filterBy(words))).toContain(shown)
  })
})

test('why a key did nothing, and the way back from there, are read whole in next to no room', () => {
  const size = { columns: 20, rows: 6 }
  const why = 'there is no room for a screen: a attaches to it'
  const lines = linesOf(modelOf({ kind: 'refused', why }, size))
  expect(lines.join(' ').replaceAll(/ +/g, ' ')).toBe(` ${why} no key works until esc esc back`)
  expect(linesOf(modelOf({ kind: 'quit' }, size)).slice(0, 3)).toEqual([
    ' quit? Nothing is',
    ' being done any',
    ' more.',
  ])
})

test('the event log has the newest first, and failures whole', () => {
  const event = (kind: Toast['kind'], text: string, nextStep?: string): Toast => ({
    ...{ kind, text, nextStep },
    at: now,
  })
  const failure = event('failure', 'kim runs, but its tmux can’t be reached', 'R restarts it')
  const told = withToldOf(event('good', '1 stopped, 1 failed'), [event('good', 'ada stopped'), failure])
  const model = onView('events')(told(modelOf(undefined, { columns: 40, rows: 12 })))
  expect(linesOf(model).slice(2, 7)).toEqual([
    ' events',
    ' 14:02  kim runs, but its tmux can’t be',
    '        reached · R restarts it',
    ' 14:02  ada stopped',
    '',
  ])
})
