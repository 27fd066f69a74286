import { expect, test } from 'vitest'
import { themeFor } from '../looks/theme.ts'
import { type Keymap, recordsIn } from './key-record.ts'
import { footerWords, keyWords } from './key-words.ts'
import { defaultKeymap } from './keymap.ts'
import { type KeyWishes, remapped } from './remap.ts'

const keymapWith = (wishes: KeyWishes): Keymap => {
  const mapped = remapped(defaultKeymap, wishes)
  if (!mapped.ok) throw new Error(JSON.stringify(mapped.failure))
  return mapped.value
}
const keysOf = (keymap: Keymap, id: string) =>
  keymap.filter((record) => record.id === id).map((record) => [record.where, ...record.keys])
const shownAs = (keymap: Keymap, id: string, isUnicode = true) => {
  const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode })
  return keymap.filter((record) => record.id === id).map((record) => keyWords(record, theme))[0]
}

test('gives what is done other keys, and shows the first two of them', () => {
  const keymap = keymapWith({
    'worker.stop': 'X',
    'list.down': ['j', 'ctrl-n', 'F'],
    'list.page-down': [],
  })
  expect(keysOf(keymap, 'worker.stop')).toEqual([['list', 'X']])
  expect(keysOf(keymap, 'list.down')).toEqual([['list', 'j', 'ctrl+n', 'F']])
  expect(keysOf(keymap, 'list.page-down')).toEqual([['list']])
  expect(shownAs(keymap, 'list.down')).toBe('j ctrl-n')
  expect(keysOf(keymap, 'worker.send')).toEqual(keysOf(defaultKeymap, 'worker.send'))
})

test('lets two meanings change their keys with each other', () => {
  const keymap = keymapWith({ 'list.down': ['k', 'down'], 'list.up': ['j', 'up'] })
  expect(shownAs(keymap, 'list.up')).toBe('j ↑')
  expect(shownAs(keymap, 'list.up', false)).toBe('j up')
})

test('changes a key wherever it has the same meaning, and leaves the ways out', () => {
  const keymap = keymapWith({ quit: 'Q', help: 'h' })
  for (const [where, ...keys] of keysOf(keymap, 'quit'))
    expect([where, ...keys]).toEqual([where, 'Q', 'ctrl+c'])
  expect(keysOf(keymap, 'help').map(([where]) => where)).toEqual([
    ...['list', 'every-view', 'confirm', 'removal', 'confirm-many', 'removal-of-many'],
    ...['overwrite', 'quit', 'explain', 'send-over', 'lose-work', 'cancel-build'],
  ])
})

test.each<[string, KeyWishes, object]>([
  ['an id that is none', { 'worker.stpo': 'X' }, { reason: 'unknown-id', suggestion: 'worker.stop' }],
  ['the end of an id', { stop: 'X' }, { reason: 'unknown-id', suggestion: 'worker.stop' }],
  ['an id like no other', { 'coffee.brew': 'X' }, { reason: 'unknown-id', suggestion: undefined }],
  [
    'no key',
    { 'worker.stop': 'crtl+x' },
    { reason: 'bad-key', key: 'crtl+x', why: expect.stringMatching('a key such as') },
  ],
  [
    'a key that is taken',
    { 'worker.stop': 'D' },
    {
      reason: 'bad-key',
      id: 'worker.stop',
      key: 'D',
      why: expect.stringMatching('the one of worker.remove'),
    },
  ],
  [
    'one key for two',
    { 'worker.stop': 'Z', 'worker.remove': 'Z' },
    {
      reason: 'bad-key',
      id: 'worker.stop',
      key: 'Z',
      why: expect.stringMatching('the one of worker.remove'),
    },
  ],
  [
    'a key by another name',
    { 'worker.stop': 'ctrl+m' },
    { reason: 'bad-key', key: '⏎', why: expect.stringMatching('the one of worker.focus') },
  ],
  [
    'the way out',
    { 'worker.stop': 'escape' },
    { reason: 'bad-key', why: expect.stringMatching('always leads out') },
  ],
  [
    'a letter where text is typed',
    { 'command.run': 'r' },
    { reason: 'bad-key', why: expect.stringMatching('text is typed there') },
  ],
  ...(['f1', 'tab', 'x', [], ['ctrl+g', 'f1'], ''] as const).map((keys): [string, KeyWishes, object] => [
    `${JSON.stringify(keys)} as the key that leaves a worker`,
    { 'focus.back': keys },
    { reason: 'bad-key', why: expect.stringMatching('a key such as') },
  ]),
])('refuses %s', (_, wishes, failure) => {
  expect(remapped(defaultKeymap, wishes)).toEqual({ ok: false, failure: expect.objectContaining(failure) })
})

test('leaves a worker with another control key', () => {
  expect(keysOf(keymapWith({ 'focus.back': ['ctrl-g', 'ctrl+]'] }), 'focus.back')).toEqual([
    ['focus', 'ctrl+g', 'ctrl+]'],
  ])
})

test('no key that hal comes with has two meanings at one place', () => {
  for (const where of new Set(defaultKeymap.map((record) => record.where))) {
    const keys = recordsIn(defaultKeymap, where).flatMap((record) => record.keys)
    expect([where, ...keys]).toEqual([where, ...new Set(keys)])
  }
})

test('an id is that of one thing at each place', () => {
  const ids = defaultKeymap.map(({ where, id }) => `${where} ${id}`)
  expect(ids).toEqual([...new Set(ids)])
})

test('the footer has one place for down and up, with the keys that they have', () => {
  const inFooter = (keymap: Keymap, isUnicode: boolean) => {
    const down = keymap.find(({ id }) => id === 'list.down')
    const looks = themeFor({ isColor: false, colorLevel: 0, isUnicode })
    return down === undefined ? '' : footerWords(down, keymap, looks)
  }
  expect(inFooter(defaultKeymap, true)).toBe('↓ ↑')
  expect(inFooter(defaultKeymap, false)).toBe('down up')
  expect(inFooter(keymapWith({ 'list.down': ['N', 'F'], 'list.up': 'P' }), true)).toBe('N P')
})
