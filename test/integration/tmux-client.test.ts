import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ControlClient, ping } from '../../src/tmux/control-client.ts'
import { sendKeys } from '../../src/tmux/keys.ts'
import { pasteText } from '../../src/tmux/paste.ts'
import { readFile } from '../../src/tmux/read-file.ts'
import { runCommand } from '../../src/tmux/run-command.ts'
import { saveText } from '../../src/tmux/save.ts'
import { captureScreen, captureText } from '../../src/tmux/screen.ts'
import { withTurn } from '../../src/tmux/turns.ts'
import { findPane, listWindows } from '../../src/tmux/windows.ts'
import { startTmuxServer, type TmuxServer } from '../rigs/tmux-server.ts'

let server: TmuxServer
let client: ControlClient
let pane: string

beforeAll(async () => {
  server = startTmuxServer()
  client = (await server.openClient()).client
  pane = server.openShell('bash', 'shell')
})
afterAll(async () => {
  await client.close()
  await server[Symbol.asyncDispose]()
})

const run = (from: ControlClient, text: string) =>
  runCommand(from, { pane, text, inDir: server.inDir, maxBytes: 1_000_000 })

const openClient = async () => ({ ok: true, value: (await server.openClient()).client }) as const

describe('a control client', () => {
  it('carries any text to tmux, byte for byte', async () => {
    const path = join(server.home, 'saved')
    const withoutNul = fc
      .uint8Array({ minLength: 1, maxLength: 200 })
      .map((bytes) => bytes.map((byte) => byte || 1))
    await fc.assert(
      fc.asyncProperty(withoutNul, async (bytes) => {
        expect(await client.command(['set-buffer', '-b', 'x', '--', bytes])).toMatchObject({ ok: true })
        expect(await client.command(['save-buffer', '-b', 'x', path])).toMatchObject({ ok: true })
        expect(readFileSync(path)).toEqual(Buffer.from(bytes))
      }),
    )
  })

  it('writes text of any size into a file that is its own', async () => {
    const path = join(server.inDir, 'big#{pane_id}')
    const text = '; kill-server\n#{x} $HOME ~ "żółw"\n'.repeat(10_000)
    expect(await saveText(client, { path, text })).toMatchObject({ ok: true })
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(statSync(path).mode & 0o022).toBe(0)
    expect(await saveText(client, { path, text: 'a\0b' })).toMatchObject({
      failure: { reason: 'text-has-nul' },
    })
  })

  it('reads a text file, whatever stands in it', async () => {
    const path = join(server.home, 'read#{pane_id}')
    const withoutNul = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 200 })
      .map((text) => text.replaceAll('\0', '\\'))
    await fc.assert(
      fc.asyncProperty(withoutNul, async (text) => {
        writeFileSync(path, text)
        expect(await readFile(client, path)).toEqual({ ok: true, value: text })
      }),
    )
  })

  it('says what tmux refused, and goes on', async () => {
    const refused = client.command(['no-such-command'])
    const next = client.command(['display-message', '-p', 'next'])
    expect(await refused).toMatchObject({ failure: { reason: 'tmux-refused', command: 'no-such-command' } })
    expect(await next).toEqual({ ok: true, value: [Buffer.from('next')] })
  })

  it('answers a ping', async () => {
    expect(await ping(client, 5_000)).toMatchObject({ ok: true })
  })

  it('says that a stopped tmux is silent', async () => {
    const other = startTmuxServer()
    const { client: watcher } = await other.openClient()
    const pid = Number(other.tmux('display-message', '-p', '#{pid}'))
    process.kill(pid, 'SIGSTOP')
    expect(await ping(watcher, 100)).toEqual({ ok: false, failure: { reason: 'tmux-silent', waitedMs: 100 } })
    process.kill(pid, 'SIGCONT')
    await other[Symbol.asyncDispose]()
    expect(await watcher.command(['list-windows'])).toMatchObject({ failure: { reason: 'tmux-lost' } })
    await watcher.closed
  })

  it('hears a value change', async () => {
    const heard = Promise.withResolvers<string>()
    const subscribed = await client.subscribe({ name: 'x', format: '#{@x}', target: '' }, ({ value }) => {
      if (value !== '') heard.resolve(value)
    })
    await client.command(['set-option', '-s', '@x', 'a : b'])
    expect(await heard.promise).toBe('a : b')
    if (subscribed.ok) subscribed.value()
  })

  it('leaves the size of windows alone', async () => {
    const { client: other } = await server.openClient()
    expect(await findPane(other, 'shell')).toMatchObject({ ok: true })
    expect(server.tmux('display-message', '-p', '-t', pane, '#{window_width}x#{window_height}')).toBe(
      '100x30',
    )
    await other.close()
  })
})

describe('windows', () => {
  it('are listed as they are', async () => {
    const windows = await listWindows(client)
    expect(windows.ok && windows.value.find((window) => window.name === 'shell')).toMatchObject({
      index: 1,
      columns: 100,
      rows: 30,
      command: 'bash',
      isDead: false,
      exitCode: undefined,
      paneId: pane,
    })
  })

  it('are found by name, by index, and without either', async () => {
    const found = { ok: true, value: expect.objectContaining({ paneId: pane, window: 'shell' }) }
    expect([await findPane(client, 'shell'), await findPane(client, '1'), await findPane(client)]).toEqual([
      found,
      found,
      found,
    ])
    expect(await findPane(client, 'no')).toMatchObject({
      failure: { reason: 'no-such-window', window: 'no', windows: ['keep', 'shell'] },
    })
  })

  it('whose program ended take no text, and tmux lives on', async () => {
    const dead = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-n', 'dead', 'exit 5')
    const isDead = async () =>
      (await listWindows(client)).ok &&
      server.tmux('display-message', '-p', '-t', dead, '#{pane_dead}') === '1'
    await expect.poll(isDead).toBe(true)
    expect(await pasteText(client, dead, 'x', { isEnterPressed: true })).toMatchObject({
      failure: { reason: 'program-ended' },
    })
    expect(await ping(client, 5_000)).toMatchObject({ ok: true })
  })
})

describe('a pane', () => {
  it('shows its screen with colours and cursor', async () => {
    await run(client, String.raw`clear; printf '\033[31mred\033[m ż\n'`)
    const screen = await captureScreen(client, pane)
    expect(screen).toMatchObject({ value: { columns: 100, rows: 30, cursor: { row: 1, isVisible: true } } })
    expect(screen.ok && screen.value.lines.slice(0, 1)).toEqual(['\x1b[31mred\x1b[39m ż'])
    expect(screen.ok && screen.value.lines.length).toBe(30)
  })

  it('gives its text with wrapped lines joined, from its history too', async () => {
    await run(client, `printf '%0250d\\n' 7; seq 100`)
    const text = await captureText(client, pane, { lines: 200 })
    expect(text.ok && text.value.split('\n')).toEqual(
      expect.arrayContaining([`${'0'.repeat(249)}7`, '1', '100']),
    )
  })

  it('takes keys', async () => {
    const outcome = run(client, 'read -r line; echo "got $line"')
    const busy = async () => server.tmux('display-message', '-p', '-t', pane, '#{pane_title}')
    await expect.poll(busy).toBe('hal:busy')
    await sendKeys(client, pane, ['a', 'Space', '-', 'BSpace', 'b', 'Enter'])
    const done = await outcome
    expect(done.ok && done.value.stdout.toString()).toMatch(/got a b\n$/)
  })
})

describe('senders to one pane', () => {
  it('take turns: each gets exactly its own', async () => {
    const clients = await Promise.all(
      Array.from({ length: 4 }, async () => (await server.openClient()).client),
    )
    const outputs = await Promise.all(
      clients.flatMap((sender, index) =>
        [0, 1, 2].map(async (round) => {
          const name = `${index}-${round}`
          const outcome = await withTurn(sender, { paneId: pane, openClient }, () =>
            run(sender, `echo ${name}; sleep 0.05; echo ${name}`),
          )
          return outcome.ok && outcome.value.stdout.toString() === `${name}\n${name}\n`
        }),
      ),
    )
    expect(outputs).toEqual(Array.from({ length: 12 }, () => true))
    expect(server.tmux('display-message', '-p', `#{@hal_turn_${pane.slice(1)}}`)).toBe('')
    for (const each of clients) await each.close()
  })

  it('do not wait for one that was killed', async () => {
    const { client: holder, process: held } = await server.openClient()
    const holds = Promise.withResolvers<void>()
    const holding = withTurn(holder, { paneId: pane, openClient }, async () => {
      holds.resolve()
      await holder.closed
      return { ok: true, value: undefined }
    })
    await holds.promise
    const waiting = withTurn(client, { paneId: pane, openClient }, () => run(client, 'echo next'))
    const inLine = () =>
      server
        .tmux('display-message', '-p', `#{@hal_turn_${pane.slice(1)}}`)
        .trim()
        .split(' ').length
    await expect.poll(inLine).toBe(2)
    held.kill('SIGKILL')
    expect(await waiting).toMatchObject({ ok: true, value: { stdout: Buffer.from('next\n') } })
    await holding
  })

  it('may give up waiting', async () => {
    const { client: holder } = await server.openClient()
    const done = Promise.withResolvers<void>()
    const holds = Promise.withResolvers<void>()
    const holding = withTurn(holder, { paneId: pane, openClient }, async () => {
      holds.resolve()
      await done.promise
      return { ok: true, value: 'held' }
    })
    await holds.promise
    const aborter = new AbortController()
    const waiting = withTurn(client, { paneId: pane, openClient, signal: aborter.signal }, () =>
      run(client, 'echo no'),
    )
    aborter.abort()
    expect(await waiting).toMatchObject({ failure: { reason: 'cancelled' } })
    done.resolve()
    expect(await holding).toEqual({ ok: true, value: 'held' })
    await holder.close()
  })
})
