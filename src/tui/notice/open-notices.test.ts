import { expect, test } from 'vitest'
import { aRow, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { fail, ok } from '../../lib/result.ts'
import { whileAway, whileDoing } from '../changes.ts'
import { moveBy, withFleet } from '../list/selection.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel } from '../model.ts'
import { createStore } from '../store.ts'
import { withFocus } from './focus.ts'
import type { NoticeOutlets } from './notices-input.ts'
import { type NotifySettings, plainNotify } from './notify-settings.ts'
import { openNotices } from './open-notices.ts'

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const bell = '\u0007'

interface Given {
  readonly settings?: NotifySettings
  readonly outlets?: Partial<NoticeOutlets>
  /** How long the dashboard has been open. */
  readonly openForMs?: number
}

/** Notices about ada, bob and kim, of whom ada is selected and her screen in sight. */
const open = ({ settings = plainNotify, outlets, openForMs = 60_000 }: Given = {}) => {
  const rows = ['ada', 'bob', 'kim'].map((name) => aRow({ name }, { lastLine: `${name} asks` }))
  const scripted = scriptedFleet(rows)
  const clock = { now: new Date(2026, 0, 2, 14, 2) }
  const now = () => clock.now
  const size = { columns: 100, rows: 24 }
  const empty = initialModel({
    snapshot: { ...scripted.fleet.snapshot(), workers: [] },
    now: now(),
    size,
    profiles: [],
  })
  const store = createStore(empty, { theme, keymap: [], now })
  store.news(withFleet(scripted.fleet.snapshot()))
  scripted.fleet.subscribe(() => store.news(withFleet(scripted.fleet.snapshot())))
  const writes: string[] = []
  const waiting = new Set<() => void>()
  const notices = openNotices({
    ...{ store, theme, now },
    settings,
    outlets: {
      ways: { desktop: 'osc9', hasTitle: true, isInTmux: false },
      run: async () => ok(undefined),
      post: async () => ok(undefined),
      ...outlets,
    },
    write: (text) => {
      writes.push(text)
      for (const look of waiting) look()
    },
    onBug: (bug) => expect.unreachable(String(bug)),
  })
  clock.now = new Date(clock.now.getTime() + openForMs)
  /** All bells so far, with what was said, once there is the next one. */
  const rung = async (): Promise<readonly string[]> => {
    const bells = () => writes.filter((text) => text.startsWith(bell))
    const before = bells().length
    await new Promise<void>((resolve) => {
      const look = () => bells().length > before && resolve()
      waiting.add(look)
    })
    return bells()
  }
  return { ...scripted, store, clock, writes, notices, rung }
}

const said = (words: string) => `${bell}\u001b]9;hal: ${words}\u001b\\`

test('tells of a worker that turned to waiting elsewhere, and not of the one that the person looks at', async () => {
  const { change, rung, store, notices } = open()
  using _notices = notices
  store.change(moveBy(0))
  change('ada', { activity: 'waiting' })
  change('bob', { activity: 'waiting' })
  expect(await rung()).toEqual([said('bob is waiting: bob asks')])
})

test('tells of the selected worker, too, as long as nobody has touched a key since the dashboard was opened', async () => {
  const { change, rung, store, notices } = open()
  using _notices = notices
  change('ada', { activity: 'waiting' })
  expect(store.model().selected).toBe('ada')
  expect(await rung()).toEqual([said('ada is waiting: ada asks')])
})

test('tells of the selected worker while a pager or the shell has the terminal, and not of the attached one', async () => {
  const { change, rung, store, notices } = open()
  using _notices = notices
  store.change(moveBy(0))
  store.change(whileAway(true))
  change('ada', { activity: 'waiting' })
  const first = said('ada is waiting: ada asks')
  expect(await rung()).toEqual([first])
  store.change(whileAway(false))
  store.change(whileAway(true, 'bob'))
  change('bob', { activity: 'waiting' })
  change('kim', { activity: 'waiting' })
  expect(await rung()).toEqual([first, said('kim is waiting: kim asks')])
})

test('tells of the one that the person would look at, too, while another window has the focus', async () => {
  const { change, rung, store, notices } = open()
  using _notices = notices
  store.news(withFocus(false))
  change('ada', { activity: 'limited' })
  expect(await rung()).toEqual([said('ada has reached a limit: ada asks')])
})

test('tells of a worker that the selection went to by itself', async () => {
  const { change, rung, store, notices } = open()
  using _notices = notices
  change('kim', { activity: 'waiting' })
  expect(store.model().selected).toBe('kim')
  expect(await rung()).toEqual([said('kim is waiting: kim asks')])
})

test('makes one notice of several workers, and says nothing of one that turned back at once', async () => {
  const { change, rung, store, notices } = open()
  using _notices = notices
  store.change(moveBy(0))
  for (const name of ['ada', 'bob', 'kim']) change(name, { activity: 'working' })
  store.news(withFocus(false))
  change('ada', { activity: 'waiting' })
  change('bob', { activity: 'done' })
  change('kim', { activity: 'waiting' })
  change('ada', { activity: 'working' })
  expect(await rung()).toEqual([said('2 workers: 1 waiting, 1 done: kim, bob')])
})

test('says nothing of what was so when the dashboard was opened, of states that are off, and of what hal does itself', async () => {
  const early = open({ openForMs: 1_000 })
  using _early = early.notices
  early.change('kim', { activity: 'waiting' })
  const failed = { kind: 'failed', since: new Date(), exitCode: 137, isOom: true, why: '' } as const
  const late = open({
    settings: { ...plainNotify, states: { ...plainNotify.states, done: false } },
  })
  using _late = late.notices
  late.store.change(whileDoing('kim', 'stopping'))
  late.change('kim', { phase: failed })
  late.change('ada', { activity: 'done' })
  late.change('bob', { phase: failed })
  expect(await late.rung()).toEqual([said('bob has failed: out of memory at 4G')])
  expect(early.writes.join('')).not.toContain(bell)
})

test('in quiet hours the title alone says it, and what happens later is told again', async () => {
  const asked = Promise.withResolvers<void>()
  const { change, rung, writes, clock, notices } = open({
    settings: {
      ...plainNotify,
      get quiet() {
        asked.resolve()
        return '13:00-15:00'
      },
    },
  })
  using _notices = notices
  change('bob', { activity: 'waiting' })
  await asked.promise
  await expect.poll(() => writes.at(-1)).toBe('\u001b]2;hal ● 1 waiting\u001b\\')
  clock.now = new Date(2026, 0, 2, 15)
  change('kim', { activity: 'waiting' })
  expect(await rung()).toEqual([said('kim is waiting: kim asks')])
})

test('gives the title back while the terminal is a worker’s, and in the end', async () => {
  const { change, store, writes, notices } = open()
  expect(writes.splice(0)).toEqual(['\u001b[?1004h\u001b[22;2t', '\u001b]2;hal\u001b\\'])
  store.change(whileAway(true))
  change('bob', { activity: 'working' })
  expect(writes.splice(0)).toEqual(['\u001b[?1004l\u001b[23;2t'])
  store.change(whileAway(false))
  expect(writes.splice(0)).toEqual(['\u001b[?1004h\u001b[22;2t', '\u001b]2;hal ◐ 1 working\u001b\\'])
  notices[Symbol.dispose]()
  expect(writes).toEqual(['\u001b[?1004l\u001b[23;2t'])
})

test('hands facts to the command and the webhook, and says once that they don’t work', async () => {
  const ran: object[] = []
  const posted: unknown[] = []
  const { change, rung, store, notices } = open({
    settings: { ...plainNotify, command: ['/bin/tell', 'me'], webhook: 'http://chat/1' },
    outlets: {
      run: async (argv, facts) => {
        ran.push({ argv, facts })
        return ok(undefined)
      },
      post: async (address, body) => {
        posted.push({ address, body })
        return fail('it answers 500')
      },
    },
  })
  using _notices = notices
  change('bob', { activity: 'done' })
  change('kim', { activity: 'waiting' })
  await rung()
  expect(ran).toEqual([
    {
      argv: ['/bin/tell', 'me'],
      facts: {
        HAL_WORKER: 'kim bob',
        HAL_STATE: 'waiting done',
        HAL_TEXT: '2 workers: 1 waiting, 1 done: kim, bob',
      },
    },
  ])
  expect(posted).toEqual([
    {
      address: 'http://chat/1',
      body: {
        version: 1,
        text: '2 workers: 1 waiting, 1 done: kim, bob',
        workers: [
          { name: 'kim', state: 'waiting', text: 'kim asks' },
          { name: 'bob', state: 'done', text: 'bob asks' },
        ],
      },
    },
  ])
  await expect
    .poll(() => store.model().toast?.text)
    .toBe('the webhook of notices did not work: it answers 500')
  change('bob', { activity: 'waiting' })
  await rung()
  await expect.poll(() => posted).toHaveLength(2)
  expect(store.model().log).toHaveLength(1)
})
