import { expect, test } from 'vitest'
import { dashboardOn } from '../../../test/rigs/dashboard-screen.ts'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { frame } from '../frame/frame.ts'
import { recordsIn } from '../keys/key-record.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { remapped } from '../keys/remap.ts'
import { isTiny } from '../layout.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel, type Model } from '../model.ts'
import type { View } from '../view.ts'
import { helpGroups } from './help-groups.ts'
import { helpEnd } from './help-lines.ts'
import { openHelp, scrollHelp } from './help-state.ts'

const f1 = '\u001bOP'

test('finds keys and commands by the words of what they do, and goes back in steps', async () => {
  const screen = dashboardOn(scriptedFleet([aRow({ name: 'ada' })]))
  await screen.first
  await screen.type('?', 'type to search')
  expect(screen.stdout.screen()).toContain(' esc close  ')
  await screen.type('freeze', '/ freeze')
  const found = screen.stdout.screen()
  expect(found).toContain(' esc all keys  ')
  expect(found).toMatch(/^ {3}f +freeze it or thaw it, or all that are marked/m)
  expect(found).toMatch(/^ {3}freeze \[WORKER\]/m)
  expect(found).not.toContain('stop the worker')
  await screen.type(' flurb', 'nothing is called that')
  await screen.type('\u001b', 'type to search')
  expect(screen.stdout.screen()).toContain(' esc close  ')
  await screen.type('\u001b', 'WORKER')
  await screen.quit()
})

test('explains what is open: another view, a question, a form, and goes back to it as it was', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const screen = dashboardOn(scripted)
  await screen.first
  await screen.type('E', 'nothing has happened yet')
  await screen.type('?', 'in the events')
  await screen.type('\u001b', 'nothing has happened yet')
  await screen.type('\u001b', 'WORKER')
  await screen.type('x', 'stop ada?')
  await screen.type('?', 'while a question is open')
  await screen.type('?', 'stop ada?')
  await screen.type('n', 'WORKER')
  await screen.type('nzo?', 'zo?')
  await screen.type(f1, 'in the form for a worker')
  await screen.type('\u001b', 'zo?')
  await screen.type('\u0003', '? help')
  expect(scripted.asked).toEqual([])
  await screen.quit()
})

test('names the person’s own keys', async () => {
  const mapped = remapped(defaultKeymap, { 'worker.stop': 'X' })
  if (!mapped.ok) throw new Error('no keymap')
  const scripted = scriptedFleet([aRow({ name: 'ada' })])
  const screen = dashboardOn(scripted, { keymap: mapped.value })
  await screen.first
  expect(screen.stdout.screen()).toContain('X stop')
  await screen.type('?', 'X        stop it')
  await screen.type('\u001b', 'WORKER')
  await screen.type('X', 'stop ada?')
  await screen.type('n', '? help')
  await screen.quit()
})

test('sentences name the person’s own keys, too, and the command of what has none', async () => {
  const mapped = remapped(defaultKeymap, { 'worker.freeze': 'F', 'worker.new': [] })
  if (!mapped.ok) throw new Error('no keymap')
  const screen = dashboardOn(scriptedFleet([aRow({ name: 'ada' })]), { keymap: mapped.value })
  await screen.first
  await screen.type('F', 'ada frozen in 0.12s · F thaws it')
  await screen.stdout.shows('frozen · F thaws')
  await screen.type('s', 'ada is frozen: F thaws it')
  await screen.type('\u0003Dy', 'no workers yet · :new starts one')
  await screen.quit()
})

test.each([
  [100, 24],
  [140, 30],
  [30, 8],
])(
  'is scrolled no further than to its end, and from there back at once: %i columns, %i rows',
  (columns, rows) => {
    const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
    const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const
    const snapshot = { workers: [], engine }
    const empty = initialModel({ snapshot, now: new Date(), size: { columns, rows }, profiles: [] })
    const viewOf = (model: Model): View => ({ model, theme, keymap: defaultKeymap })
    const scrolled = (model: Model, by: number) => scrollHelp(by, helpEnd(viewOf(model)))(model)
    const lines = (model: Model) => frame(viewOf(model))
    let model = openHelp(empty)
    for (let turn = 0; turn < 60; turn += 1) model = scrolled(model, 10)
    const end = lines(model)
    expect(end.join('\n')).toMatch(/ quit +quit;/)
    const back = lines(scrolled(model, -1))
    expect(back).not.toEqual(end)
    // Under the title of the help, and above the toast and the keys.
    const [from, to] = isTiny({ columns, rows }) ? [1, rows - 1] : [3, rows - 2]
    expect(back.slice(from + 1, to)).toEqual(end.slice(from, to - 1))
  },
)

test('there is help wherever hal has the keys, and no place in it has a name of the program’s own', () => {
  const wheres = new Set(defaultKeymap.map(({ where }) => where))
  for (const where of wheres) {
    if (where === 'focus') continue
    const keys = recordsIn(defaultKeymap, where).flatMap((record) => record.keys)
    expect(keys, where).toContain('f1')
  }
  const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const
  const given = { snapshot: { workers: [], engine }, now: new Date(), profiles: [] }
  const model = initialModel({ ...given, size: { columns: 200, rows: 60 } })
  const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
  const titles = helpGroups({ model, theme, keymap: defaultKeymap }, 'e').map(({ title }) => title)
  for (const title of titles)
    expect(title).toMatch(/^(in|while) |^(: commands|the list|the worker|views|hal|pane|tab)$/)
})

test('a question about several is explained, and is still open afterwards', async () => {
  const scripted = scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' })])
  const screen = dashboardOn(scripted)
  await screen.first
  await screen.type('*D', 'n no')
  await screen.type('?', 'while the removal of several is asked about')
  await screen.type('\u001b', 'n no')
  await screen.type('n', '2 marked')
  expect(scripted.asked).toEqual([])
  await screen.quit()
})

test('what one reads is still there when its keys were explained', async () => {
  const screen = dashboardOn(scriptedFleet([aRow({ name: 'ada' })]))
  await screen.first
  await screen.type('2', 'ada was here')
  await screen.type('\u001b[5~', 'esc back')
  await screen.type('?', 'while you read back')
  await screen.type('\u001b', '▌ ada was here')
  await screen.type('y', 'copied 1 line')
  await screen.quit()
})
