import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { SaidActivity } from '../../src/tmux/activity.ts'
import { type ControlClient, ping } from '../../src/tmux/control-client.ts'
import { hasUnseenNews, markPaneSeen, readMainPane } from '../../src/tmux/main-pane.ts'
import { Terminal } from '../rigs/terminal.ts'
import { startTmuxServer, type TmuxServer } from '../rigs/tmux-server.ts'

let server: TmuxServer
let client: ControlClient
/** Where a hook would print: the terminal of a pane that runs something. */
let tty: string
let told: { readonly pane: string; readonly said: SaidActivity | undefined }[]
beforeEach(async () => {
  server = startTmuxServer()
  client = (await server.openClient()).client
  tty = server.tmux('display-message', '-p', '-t', 'keep', '#{pane_tty}')
  told = []
  client.onNotification((event) => {
    if (event.kind === 'activity') told.push(event)
  })
})
afterEach(() => server[Symbol.asyncDispose]())

const print = (text: string) => writeFileSync(tty, text)
const mark = (text: string) => `\u001b]7425;${text}\u0007`

const isSaid = async (activity: SaidActivity['activity'] | undefined): Promise<void> => {
  while (told.length === 0 || told.at(-1)?.said?.activity !== activity)
    expect(await ping(client, 5_000)).toMatchObject({ ok: true })
}

const mainPane = async (from = client) => {
  const pane = await readMainPane(from)
  if (!pane.ok || pane.value === undefined) throw new Error('no pane')
  return pane.value
}

describe('a mark', () => {
  it('is told to control clients at once, and kept for who comes later', async () => {
    const before = Date.now()
    print(`some text${mark('waiting;by=hook;text=Run a; b%3F %C3%B3%25')} and more`)
    await isSaid('waiting')
    expect(told).toEqual([
      {
        kind: 'activity',
        pane: '%0',
        said: {
          ...{ activity: 'waiting', by: 'hook', hasNews: false, text: 'Run a; b? ó%' },
          since: expect.any(Date),
        },
      },
    ])
    const later = (await server.openClient()).client
    expect((await mainPane(later)).said).toEqual(told[0]?.said)
    const sinceMs = told[0]?.said?.since.getTime() ?? 0
    expect(sinceMs).toBeGreaterThanOrEqual(before)
    expect(sinceMs).toBeLessThanOrEqual(Date.now())
  })

  it('may end with ST, say no author, and be cut anywhere', async () => {
    for (const byte of '\u001b]7425;working\u001b\\') {
      print(byte)
      expect(await ping(client, 5_000)).toMatchObject({ ok: true })
    }
    await isSaid('working')
    expect(told).toMatchObject([{ said: { by: 'script', text: undefined } }])
  })

  it('that is said again is no news, and a new question is a new wait', async () => {
    print(mark('working'))
    await isSaid('working')
    const since = told[0]?.said?.since
    print(mark('working') + mark('working;by=script') + mark('waiting;text=one'))
    await isSaid('waiting')
    expect(told).toHaveLength(2)
    print(mark('working;text=still'))
    await isSaid('working')
    print(mark('waiting;text=one'))
    await isSaid('waiting')
    const first = told.at(-1)?.said?.since.getTime() ?? 0
    while (Date.now() === first) await ping(client, 5_000)
    print(mark('waiting;text=two'))
    while (told.at(-1)?.said?.text !== 'two') await ping(client, 5_000)
    expect(told.at(-1)?.said?.since.getTime()).toBeGreaterThan(first)
    expect(since?.getTime()).toBeLessThanOrEqual(first)
  })

  it.each([
    '',
    'sleeping',
    'done',
    'shell',
    'WORKING',
    'working ',
    'working;',
    'working;by=',
    'working;by=a b',
    'working;by=#{pid}',
    `working;by=${'x'.repeat(33)}`,
    'working;since=1',
    'working;text',
    'working;text=%00',
    'working;text=a%0Ab',
    'working;text=%1b[2J',
    'working;text=%7f',
    'working;text=%c2%9b2J',
    'working;text=%ff',
    `working;text=${'x'.repeat(501)}`,
    `working;text=${'%41'.repeat(1_000)}`,
  ])('with a mistake in it is ignored as a whole: %j', async (text) => {
    print(mark(text))
    print(mark('idle;text=afterwards'))
    await isSaid('idle')
    expect(told).toHaveLength(1)
  })

  it('is not read as anything but text', async () => {
    print(mark('waiting;text=#{pid} #(touch /tmp/never) %%25 100%'))
    await isSaid('waiting')
    expect((await mainPane()).said?.text).toBe('#{pid} #(touch /tmp/never) %% 100%')
  })

  it('counts for its own pane, also one that nobody looks at', async () => {
    server.tmux('split-window', '-t', 'keep', 'exec sleep 1000')
    server.tmux('new-window', '-n', 'other', 'exec sleep 1000')
    print(mark('working'))
    await isSaid('working')
    const values = server.tmux('list-panes', '-a', '-F', '#{pane_id}#{?@hal-activity, says,}').split('\n')
    expect(values).toEqual(['%0 says', '%1', '%2'])
  })

  it('may come a thousand times a second', async () => {
    const marks = Array.from({ length: 1_000 }, (_, each) =>
      mark(each % 2 === 0 ? 'working' : `waiting;text=${each}`),
    )
    print(marks.join('x'))
    while (told.at(-1)?.said?.text !== '999') await ping(client, 5_000)
    expect(told).toHaveLength(1_000)
    expect((await mainPane()).said).toEqual(told.at(-1)?.said)
    expect(await ping(client, 500)).toMatchObject({ ok: true })
  })

  it('is over when hal’s shell prompts', async () => {
    print(mark('working'))
    await isSaid('working')
    print('\u001b]2;hal:prompt\u0007')
    await isSaid(undefined)
    expect((await mainPane()).said).toBeUndefined()
    print('\u001b]2;hal:prompt\u0007')
    print(mark('idle'))
    await isSaid('idle')
    expect(told.map(({ said }) => said?.activity)).toEqual(['working', undefined, 'idle'])
  })

  it('of a command is over when the command is', async () => {
    const shell = server.openShell('bash', 'shell')
    server.tmux('send-keys', '-t', shell, "printf '\\033]7425;working\\007'; cat", 'Enter')
    await isSaid('working')
    server.tmux('send-keys', '-t', shell, 'C-d')
    await isSaid(undefined)
  })
})

describe('the end of work', () => {
  const news = async (from = client) => hasUnseenNews(await mainPane(from))

  it('is news until somebody has seen it, for all clients', async () => {
    print(mark('idle'))
    await isSaid('idle')
    expect(await news()).toBe(false)
    print(mark('working') + mark('waiting') + mark('idle'))
    await isSaid('idle')
    expect(await news()).toBe(true)
    const seen = await markPaneSeen(client, await mainPane())
    expect(seen).toMatchObject({ ok: true })
    const other = (await server.openClient()).client
    expect(await news(other)).toBe(false)
    print(mark('waiting') + mark('idle;text=without work'))
    while (told.at(-1)?.said?.text !== 'without work') await ping(client, 5_000)
    expect(await news(other)).toBe(false)
    print(mark('working') + mark('idle'))
    while (told.at(-1)?.said?.text !== undefined) await ping(client, 5_000)
    expect(await news(other)).toBe(true)
  })

  it('is none for whom it happens before their eyes', async () => {
    await using person = new Terminal({
      command: inject('toolsTmux'),
      args: ['-S', server.socket, '-u', 'attach-session', '-t', 'hal'],
      columns: 80,
      rows: 24,
    })
    print('ready when you are')
    await person.waitFor('ready when you are')
    print(mark('working') + mark('idle'))
    await isSaid('idle')
    expect(await news()).toBe(false)
    server.tmux('new-window', '-n', 'other', 'exec sleep 1000')
    await person.waitFor('other')
    print(mark('working'))
    await isSaid('working')
    print(mark('idle'))
    await isSaid('idle')
    expect(await news()).toBe(true)
  })
})
