import { expect, test } from 'vitest'
import { dashboardOn } from '../../../test/rigs/dashboard-screen.ts'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { plainSettings } from '../settings.ts'

const mouse = (code: number) => (screen: ReturnType<typeof dashboardOn>, text: string) => {
  const rows = screen.stdout.screen().split('\n')
  const row = rows.findIndex((line) => line.includes(text))
  const column = rows[row]?.indexOf(text) ?? -1
  if (row === -1) throw new Error(`${text} is not on the screen`)
  screen.stdin.write(`\u001b[<${code};${column + 1};${row + 1}M`)
}
const click = mouse(0)
const wheelUp = mouse(64)
const wheelDown = mouse(65)

const on = '\u001b[?1000h'
const off = '\u001b[?1000l'

const three = () => scriptedFleet([aRow({ name: 'ada' }), aRow({ name: 'bob' }), aRow({ name: 'kim' })])

test('a click selects, a second one opens, the wheel moves the selection', async () => {
  const screen = dashboardOn(three())
  await screen.first
  click(screen, 'kim')
  await screen.stdout.shows('▌ ○ kim')
  wheelUp(screen, 'ada')
  await screen.stdout.shows('▌ ○ bob')
  wheelDown(screen, 'WORKER')
  await screen.stdout.shows('▌ ○ kim')
  click(screen, 'ada')
  await screen.stdout.shows('▌ ○ ada')
  click(screen, 'ada')
  await screen.stdout.shows('ctrl-] back')
  await screen.type('\u001d', '? help')
  await screen.quit()
})

test('a click on another worker ends what one reads of the first, for good', async () => {
  const scripted = three()
  const screen = dashboardOn(scripted)
  await screen.first
  await screen.type('2', 'ada was here')
  await screen.type('\u001b[5~', 'esc back')
  click(screen, 'bob')
  await screen.stdout.shows('bob was here')
  click(screen, 'ada')
  await screen.stdout.shows('ada was here')
  scripted.print('ada', 'and says more\r\n')
  await screen.stdout.shows('and says more')
  await screen.quit()
})

test('the wheel over what a worker shows reads it back, and goes through it', async () => {
  const scripted = three()
  const screen = dashboardOn(scripted)
  await screen.first
  await screen.type('2', 'ada was here')
  scripted.print('ada', Array.from({ length: 60 }, (_, line) => `line ${line}\r\n`).join(''))
  await screen.stdout.shows('line 59')
  wheelUp(screen, 'line 59')
  await screen.stdout.shows('esc back')
  screen.stdin.write('\u001b[<64;30;16M'.repeat(30))
  await screen.stdout.shows('ada was here')
  screen.stdin.write('\u001b[<65;30;16M'.repeat(30))
  await screen.stdout.shows('line 59')
  await screen.type('\u001b', '? help')
  await screen.quit()
})

test('a click on a key of the footer is that key', async () => {
  const scripted = three()
  const screen = dashboardOn(scripted)
  await screen.first
  click(screen, 'stop')
  await screen.stdout.shows('stop ada?')
  click(screen, 'y yes')
  await screen.stdout.shows('ada stopped')
  expect(scripted.asked).toEqual(['stop ada'])
  click(screen, '? help')
  await screen.stdout.shows('type to search')
  wheelDown(screen, 'the list')
  click(screen, 'close')
  await screen.stdout.shows('WORKER')
  await screen.quit()
})

test('a click on the roll-up shows who is counted there, another one all', async () => {
  const scripted = three()
  scripted.change('bob', { phase: { kind: 'frozen', since: new Date() } })
  const screen = dashboardOn(scripted)
  await screen.first
  click(screen, '1 frozen')
  await screen.stdout.shows('filter: mood=frozen')
  expect(screen.stdout.screen()).not.toContain('kim ')
  click(screen, '1 frozen')
  await screen.stdout.shows('○ kim')
  await screen.quit()
})

test('a click on a state shows those that are counted there and nobody else, whatever their words are', async () => {
  const scripted = scriptedFleet([
    aRow({ name: 'ada', agentExitCode: 127 }),
    aRow({ name: 'bob', activity: 'limited' }),
    aRow({ name: 'kim', activity: 'idle' }, { lastLine: '1 failed, waiting' }),
  ])
  const screen = dashboardOn(scripted)
  await screen.first
  const isShown = (name: string) => new RegExp(`^ . . ${name} `, 'm').test(screen.stdout.screen())
  for (const [word, names] of [
    ['1 failed', ['ada']],
    ['1 waiting', ['bob']],
    ['1 idle', ['kim']],
  ] as const) {
    click(screen, word)
    await screen.stdout.shows('filter: mood=')
    expect(['ada', 'bob', 'kim'].filter(isShown)).toEqual(names)
    click(screen, word)
    await screen.stdout.shows('○ kim')
  }
  await screen.quit()
})

test('a click where nothing is does nothing, not even behind a dialog', async () => {
  const scripted = three()
  const screen = dashboardOn(scripted)
  await screen.first
  await screen.type('x', 'stop ada?')
  click(screen, 'kim')
  click(screen, '3 ready')
  await screen.type('n', '▌ ○ ada')
  screen.stdin.write('\u001b[<0;9999;9999M\u001b[<0;1;1M\u001b[<65;50;20M')
  await screen.type('k', '▌ ○ ada')
  expect(scripted.asked).toEqual([])
  await screen.quit()
})

test('the mouse is the terminal’s own where hal doesn’t have it: attached, switched off, at the end', async () => {
  const screen = dashboardOn(three())
  const isOn = () => screen.stdout.written.lastIndexOf(on) > screen.stdout.written.lastIndexOf(off)
  await screen.first
  expect(isOn()).toBe(true)
  await screen.type('a', 'attached to ada')
  expect(isOn()).toBe(false)
  await screen.type('z', 'detached from ada')
  expect(isOn()).toBe(true)
  await screen.type(':mouse off\r', 'the mouse is the terminal’s own')
  expect(isOn()).toBe(false)
  await screen.type(':mouse on\r', 'the mouse is for hal')
  expect(isOn()).toBe(true)
  await screen.quit()
  expect(isOn()).toBe(false)
})

test('without the mouse in the config, nothing is said of it to the terminal', async () => {
  const screen = dashboardOn(three(), { settings: { ...plainSettings, mouse: false } })
  await screen.first
  await screen.quit()
  expect(screen.stdout.written).not.toContain(on)
})
