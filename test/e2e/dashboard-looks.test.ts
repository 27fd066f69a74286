import { afterAll, beforeAll, expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'
import { leftClean, neverCleared } from '../rigs/left-clean.ts'
import type { Terminal } from '../rigs/terminal.ts'

// One worker with a screen of all colours and scripts, shown in terminals that can do more and less.

let person: Person
let name: string
beforeAll(async () => {
  person = new Person()
  name = await person.start('painted')
  const colors = [
    '\\033[38;2;255;0;0mtrue\\033[m',
    '\\033[38;5;141mmany\\033[m',
    '\\033[32mfew\\033[m',
    '\\033[1mbold\\033[m',
    '\\033[48;2;0;0;255mbehind\\033[m',
    'żółw 日本',
  ]
  await person.ok('send', name, `clear; printf '${colors.join(' ')}\\n'`, '--capture')
})
afterAll(() => person[Symbol.asyncDispose]())

const open = (env: Readonly<Record<string, string>>) =>
  person.terminal(['dashboard'], { columns: 100, rows: 30, env })

/** The list, the worker's screen and the keys, and nothing before them. */
const showsAll = (terminal: Terminal) =>
  terminal.waitFor(/WORKER[\s\S]*^ . true many few bold behind [\s\S]*\? help {2}q quit$/m)

/** The list and the screen, the help, the form and the pulse, each a whole frame; then out. */
const lookThrough = async (terminal: Terminal) => {
  for (const [key, seen] of [
    ['?', /^ keys /m],
    ['n', 'start a worker'],
    ['p', '1 worker, 1 running'],
  ] as const) {
    await showsAll(terminal)
    terminal.type(key)
    await terminal.waitFor(seen)
    terminal.type('\x1b')
  }
  await showsAll(terminal)
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
}

/** What the terminal was ever told to write like. */
const looks = (terminal: Terminal): readonly string[] =>
  [...terminal.rawOutput().matchAll(/\u001b\[([\d;:]*)m/g)].flatMap(([, codes = '']) => codes.split(';'))

/** The first cell of this word on the worker's screen. */
const cellOf = (terminal: Terminal, word: string) => {
  const row = terminal.rows().findIndex((line) => /^ . true many few/.test(line))
  return terminal.cell(terminal.rows()[row]?.indexOf(word) ?? 0, row)
}

test.each([
  ['all colours', { COLORTERM: 'truecolor' }, { true: 0xff0000, behind: 0x0000ff }],
  ['256 colours', { TERM: 'xterm-256color' }, { true: 196, behind: 21 }],
])('shows a worker’s colours as its cells have them, in a terminal of %s', async (_, env, color) => {
  await using terminal = open(env)
  await showsAll(terminal)
  expect(cellOf(terminal, 'true')).toMatchObject({ text: 't', foreground: color.true, isBold: false })
  expect(cellOf(terminal, 'many')).toMatchObject({ foreground: 141 })
  expect(cellOf(terminal, 'few')).toMatchObject({ foreground: 2 })
  expect(cellOf(terminal, 'bold')).toMatchObject({ foreground: -1, background: -1, isBold: true })
  expect(cellOf(terminal, 'behind')).toMatchObject({ foreground: -1, background: color.behind })
  expect(cellOf(terminal, '日')).toMatchObject({ text: '日', width: 2, foreground: -1 })
})

test('writes only the 16 colours to a terminal that has no more', async () => {
  await using terminal = open({ TERM: 'xterm' })
  await showsAll(terminal)
  expect(cellOf(terminal, 'few')).toMatchObject({ foreground: 2 })
  const ofTheWorker = cellOf(terminal, 'true').foreground
  expect(ofTheWorker).toBeGreaterThan(0)
  expect(ofTheWorker).toBeLessThan(16)
  await lookThrough(terminal)
  const colors = looks(terminal).filter((code) => Number(code.split(':')[0]) >= 30)
  expect(colors.some((code) => /^(3[0-7]|9[0-7])$/.test(code))).toBe(true)
  expect(colors.filter((code) => !/^(3[0-7]|9[0-7]|4[0-7]|10[0-7]|39|49)$/.test(code))).toEqual([])
})

test('writes no colour with NO_COLOR, and what it means stands there in words', async () => {
  await using terminal = open({ NO_COLOR: '1', COLORTERM: 'truecolor' })
  await lookThrough(terminal)
  expect(looks(terminal).filter((code) => Number(code.split(':')[0]) >= 30)).toEqual([])
})

test('writes nothing but ASCII to a terminal that can show no more', async () => {
  await using terminal = open({ LANG: 'C' })
  await terminal.waitFor(/true many few bold behind \?\?\?w \?\?/)
  expect(terminal.rows().some((row) => row.startsWith(` > o ${name}`))).toBe(true)
  await lookThrough(terminal)
  expect(terminal.rawOutput()).not.toMatch(/[^\0-\x7f]/)
})

test('says who needs somebody in 20 columns and 6 rows, and is whole again after a storm of sizes', async () => {
  await using terminal = person.terminal(['dashboard'], { columns: 20, rows: 6 })
  // Blanks at a row's end are written, or left: nobody sees which.
  const seen = (screen: string) => screen.replace(/ +$/gm, '')
  const tiny = seen(await terminal.waitFor(/^○ 1 *$[\s\S]*\? help *$/m))
  expect(tiny).toContain(`▌○ ${name.slice(0, 14)}`)
  const storm = () => {
    for (let count = 0; count < 100; count += 1)
      terminal.resize(20 + ((count * 37) % 180), 6 + ((count * 13) % 54))
  }
  const isTiny = (screen: string) => seen(screen) === tiny
  storm()
  terminal.resize(120, 36)
  await terminal.waitFor((screen) => screen.split('\n')[1] === '─'.repeat(120) && / q quit$/.test(screen))
  storm()
  terminal.resize(20, 6)
  await terminal.waitFor(isTiny)
  // What opens there fits, too, and can be left.
  for (const [key, opened] of [
    ['?', 'keys'],
    ['n', 'start a worker'],
    ['p', '1 worker'],
  ] as const) {
    terminal.type(key)
    await terminal.waitFor(opened)
    terminal.type('\x1b')
    await terminal.waitFor(isTiny)
  }
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  leftClean(terminal)
  neverCleared(terminal)
})
