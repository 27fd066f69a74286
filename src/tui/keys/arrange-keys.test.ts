import { expect, test } from 'vitest'
import { scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { noSurroundings } from '../actions/surroundings.ts'
import { workerActions } from '../actions/worker-actions.ts'
import { five, listOfFive, namesIn, now } from '../list/list.fixture.ts'
import { themeFor } from '../looks/theme.ts'
import { createStore } from '../store.ts'
import { defaultKeymap } from './keymap.ts'
import { press } from './press.ts'

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })

/** A list of five, and what keys make of it. */
const open = (size: { readonly columns: number; readonly rows: number } = { columns: 120, rows: 36 }) => {
  const store = createStore({ ...listOfFive(120), size }, { theme, keymap: defaultKeymap, now: () => now })
  const said: string[] = []
  const context = {
    keymap: defaultKeymap,
    model: store.model,
    change: store.change,
    actions: workerActions({
      verbs: scriptedFleet(five).verbs,
      store,
      now: () => now,
      attach: () => Promise.reject(new Error('nobody attaches here')),
      page: () => Promise.reject(new Error('nobody reads here')),
      surroundings: noSurroundings,
      history: undefined,
      write: () => undefined,
      signal: new AbortController().signal,
      onBug: (bug) => {
        throw bug
      },
    }),
    quit: () => undefined,
    pane: { copy: () => undefined, typeKey: () => undefined, paste: () => undefined },
    remember: () => undefined,
    turnTo: () => undefined,
    suspend: () => undefined,
    theme: () => store.view().theme,
    images: {
      read: () => undefined,
      build: () => undefined,
      unqueue: () => undefined,
      cancel: () => undefined,
    },
    say: (text: string) => said.push(text),
  }
  const type = (...keys: readonly string[]) => {
    for (const key of keys) press(context, key)
    return store.model()
  }
  return { type, said, lines: store.lines }
}

test('sorting shows at once what it does, and escape takes it back', () => {
  const { type, lines } = open()
  expect(namesIn(type('o', 'right', 'r'))).toEqual(['mae', 'kay', 'dan', 'bob', 'ada'])
  expect(lines().join('\n')).toContain('▌name↓')
  expect(namesIn(type('escape'))).toEqual(['ada', 'dan', 'kay', 'mae', 'bob'])
  expect(namesIn(type('o', 'left', 'left', 'left', 'enter'))).toEqual(['kay', 'mae', 'ada', 'bob', 'dan'])
  expect(lines().join('\n')).toContain(' CPU↓ ')
})

test.each([
  [160, 30],
  [200, 36],
  [240, 30],
  [120, 36],
])(
  'at %i columns, keys go through the sorts that the menu shows, each of which the list shows',
  (columns, rows) => {
    const { type, lines } = open({ columns, rows })
    type('o')
    const shown = () => lines().join('\n')
    const menu = lines().findIndex((line) => line.includes('sort by'))
    const menuLines = lines().map((line) => line.split('│').at(-1) ?? '')
    const names = ['attention']
    for (let by = type('right').list.sort.by; by !== 'attention'; by = type('right').list.sort.by) {
      names.push(by)
      expect(shown()).toContain(`▌${by}`)
    }
    // The worker below has words of its own.
    const offered = menuLines.slice(menu + 1, menuLines.indexOf('', menu + 2)).join(' ')
    expect(offered.match(/\b[a-z]+\b/g)?.filter((word) => names.includes(word))).toEqual(names)
  },
)

test('the filter says while it is typed how many are left', () => {
  const { type, lines } = open()
  type('/', 'p', 'y')
  expect(lines().join('\n')).toContain(' 2 of 5 · what a row says')
  type('enter')
  expect(lines().join('\n')).toContain(' filter: py · 2 of 5 · esc clears it')
})

test('escape takes the marks away first, and then the filter', () => {
  const { type } = open()
  expect(type('/', 'p', 'y', 'enter', '*')).toMatchObject({ filter: 'py', marked: new Set(['ada', 'kay']) })
  expect(type('escape')).toMatchObject({ filter: 'py', marked: new Set() })
  expect(type('escape')).toMatchObject({ filter: '' })
})

test('folding without groups says how to make some', () => {
  const { type, said } = open()
  type('z')
  expect(said).toEqual(['there are no groups: Z makes some'])
})

test('enter folds the group whose head is selected, and unfolds it', () => {
  const { type, said } = open()
  const heads = () => namesIn(type())
  type('Z', 'k')
  const whole = heads()
  type('enter')
  expect(heads().length).toBeLessThan(whole.length)
  type('enter')
  expect(heads()).toEqual(whole)
  expect(said).toEqual([])
})

test('what is done to a worker does nothing on the head of a group', () => {
  const { type, said } = open()
  type('Z', 'k', 'x', 'D')
  expect(said).toEqual(['no worker is selected', 'no worker is selected'])
})
