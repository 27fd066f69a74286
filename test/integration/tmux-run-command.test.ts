import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ControlClient } from '../../src/tmux/control-client.ts'
import { runCommand } from '../../src/tmux/run-command.ts'
import { shellNames, startTmuxServer, type TmuxServer } from '../rigs/tmux-server.ts'

const maxBytes = 64 * 1024 ** 2

describe.each(shellNames)('a command sent to %s', (shell) => {
  let server: TmuxServer
  let client: ControlClient
  let pane: string

  beforeAll(async () => {
    server = startTmuxServer()
    client = (await server.openClient()).client
    pane = server.openShell(shell)
  })
  afterAll(async () => {
    await client.close()
    await server[Symbol.asyncDispose]()
  })

  const run = async (text: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) => {
    const outcome = await runCommand(client, { pane, text, inDir: server.inDir, maxBytes, ...more })
    if (!outcome.ok) {
      const { failure } = outcome
      return 'stdout' in failure ? { ...failure, stdout: failure.stdout.toString() } : failure
    }
    const { stdout, exitCode } = outcome.value
    return { stdout: stdout.toString(), exitCode }
  }

  it.each([
    ['says what it printed and its status', 'echo x; (exit 7)', 'x\n', 7],
    ['may print nothing', 'true', '', 0],
    ['may fail silently', 'false', '', 1],
    ['may leave out the last newline', 'printf abc', 'abc', 0],
    ['keeps carriage returns of its own', String.raw`printf 'a\r\nb\rc\n'`, 'a\r\nb\rc\n', 0],
    ['prints unicode', 'echo "żółw 🐢 日本"', 'żółw 🐢 日本\n', 0],
    ['may be several lines', 'for i in 1 2 3\ndo\n  echo $i\ndone', '1\n2\n3\n', 0],
    ['may be a here document', "cat <<'EOT'\na $b `c`\n\n  d\nEOT", 'a $b `c`\n\n  d\n', 0],
    [
      'is read by the shell, not by tmux',
      String.raw`echo '; kill-server' "#{pane_id}" '%begin 1 1 1' \~`,
      '; kill-server #{pane_id} %begin 1 1 1 ~\n',
      0,
    ],
    [
      'expands as in a shell',
      `A='x y'; echo "$(echo "$A")" '$A' "it's"; echo a\\;b`,
      "x y $A it's\na;b\n",
      0,
    ],
    ['may hold what history would expand', `echo "hi!"; echo '!!' '^a^b'`, 'hi!\n!! ^a^b\n', 0],
    ['may end with a comment', 'echo a # b', 'a\n', 0],
    ['may be a comment', '# nothing', '', 0],
    ['may be empty', '', '', 0],
    ['may hold tabs', "printf '%s\\n' 'a\tb'", 'a\tb\n', 0],
    [
      'may use the alternate screen',
      String.raw`printf '\033[?1049hx\033[?1049l'`,
      '\x1b[?1049hx\x1b[?1049l',
      0,
    ],
    [
      'may print marks look-alikes',
      String.raw`printf '\033]0;title\007\033[31mred\033[m\033]8;;u\033\\l'`,
      '\x1b]0;title\x07\x1b[31mred\x1b[m\x1b]8;;u\x1b\\l',
      0,
    ],
    ['may write to both streams', 'echo out; echo err >&2', 'out\nerr\n', 0],
  ])('%s', async (_, text, stdout, exitCode) => {
    expect(await run(text)).toEqual({ stdout, exitCode })
  })

  it('sees the status of the one before it', async () => {
    await run('(exit 42)')
    expect(await run('echo $?')).toEqual({ stdout: '42\n', exitCode: 0 })
    await run('# by file\n(exit 43)')
    expect(await run('# by file\necho $?')).toEqual({ stdout: '43\n', exitCode: 0 })
  })

  it('shares variables and the folder with the one before it', async () => {
    await run('cd / && X=ü')
    expect(await run('echo "$X $PWD"')).toEqual({ stdout: 'ü /\n', exitCode: 0 })
  })

  it('runs for seconds, and all of its output is there', async () => {
    expect(await run('for i in 1 2 3; do echo $i; sleep 1; done; (exit 7)')).toEqual({
      stdout: '1\n2\n3\n',
      exitCode: 7,
    })
  })

  it('prints 10 MB, complete and in order', async () => {
    const command = `awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "%09d\\n", i }'`
    const outcome = await runCommand(client, { pane, text: command, inDir: server.inDir, maxBytes })
    if (!outcome.ok) throw new Error(outcome.failure.reason)
    const expected = Array.from({ length: 1_000_000 }, (_, i) => `${String(i).padStart(9, '0')}\n`).join('')
    const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
    expect(outcome.value.stdout.length).toBe(10_000_000)
    expect(sha256(outcome.value.stdout)).toBe(sha256(expected))
    expect(outcome.value.isTruncated).toBe(false)
  })

  it('prints any bytes', async () => {
    const text = `awk 'BEGIN { for (i = 1; i < 256; i++) if (i != 27) printf "%c", i }' </dev/null; printf '\\000\\377\\303'`
    const outcome = await runCommand(client, {
      pane,
      text: `export LC_ALL=C; ${text}; unset LC_ALL`,
      inDir: server.inDir,
      maxBytes,
    })
    const bytes = Buffer.from([
      ...Array.from({ length: 255 }, (_, i) => i + 1).filter((i) => i !== 27),
      0,
      255,
      195,
    ])
    expect(outcome.ok && outcome.value.stdout).toEqual(bytes)
  })

  it('may be longer than a terminal line', async () => {
    const long = 'x'.repeat(9_000)
    expect(await run(`printf %s ${long} | wc -c | tr -d ' '`)).toEqual({ stdout: '9000\n', exitCode: 0 })
  })

  it('is cut at the beginning when it prints more than is kept', async () => {
    const outcome = await runCommand(client, {
      pane,
      text: 'echo 0123456789',
      inDir: server.inDir,
      maxBytes: 4,
    })
    expect(outcome.ok && [outcome.value.stdout.toString(), outcome.value.isTruncated]).toEqual([
      '789\n',
      true,
    ])
  })

  it('reports a syntax error as the shell does', async () => {
    const outcome = await run('echo )')
    expect(outcome).toMatchObject({ stdout: expect.stringContaining(')') })
    expect(outcome).not.toMatchObject({ exitCode: 0 })
    expect(outcome).not.toMatchObject({ stdout: expect.stringContaining('echo') })
  })

  it.each(["echo 'open", 'while true; do', 'echo a\nif true; then', 'echo "$(ls'])(
    'asks for more when %j is left unfinished, and is cancelled',
    async (text) => {
      expect(await run(text)).toEqual({ reason: 'needs-more-input', text })
      expect(await run('echo again')).toEqual({ stdout: 'again\n', exitCode: 0 })
    },
  )

  it('runs on after a timeout, and its shell is busy meanwhile', async () => {
    const go = `${server.home}/go-${shell}`
    await run(`mkfifo ${go}`)
    expect(await run(`echo early; cat ${go}; echo late`, { timeoutMs: 500 })).toEqual({
      reason: 'still-running',
      timeoutMs: 500,
      stdout: 'early\n',
    })
    expect(await run('echo no')).toMatchObject({ reason: 'shell-busy' })
    const ended = Promise.withResolvers<void>()
    const stop = client.onOutput(pane, (data) => data.includes('133;B') && ended.resolve())
    server.tmux('run-shell', '-b', `echo go > ${go}`)
    await ended.promise
    stop()
    expect(server.tmux('capture-pane', '-p', '-t', pane)).toContain('early\ngo\nlate')
    expect(await run('echo yes')).toEqual({ stdout: 'yes\n', exitCode: 0 })
  })

  it('is busy while it waits for input', async () => {
    expect(await run('read x; echo "got $x"', { timeoutMs: 300 })).toMatchObject({ reason: 'still-running' })
    expect(await run('echo no')).toMatchObject({ reason: 'shell-busy' })
    const ended = Promise.withResolvers<void>()
    const stop = client.onOutput(pane, (data) => data.includes('133;B') && ended.resolve())
    server.tmux('send-keys', '-t', pane, 'answer', 'Enter')
    await ended.promise
    stop()
    expect(server.tmux('capture-pane', '-p', '-t', pane)).toContain('got answer')
  })

  it('is told which other window is free while its shell is busy', async () => {
    const go = `${server.home}/free-${shell}`
    await run(`mkfifo ${go}`)
    expect(await run(`cat ${go}`, { timeoutMs: 300 })).toMatchObject({ reason: 'still-running' })
    expect(await run('echo no')).toEqual({ reason: 'shell-busy', command: 'cat', free: undefined })
    const other = server.openShell(shell, 'other one')
    const there = { pane: other, inDir: server.inDir, maxBytes, text: 'true' }
    expect(await runCommand(client, there)).toMatchObject({ ok: true })
    const index = server.tmux('display-message', '-p', '-t', other, '#{window_index}')
    expect(await run('echo no')).toEqual({ reason: 'shell-busy', command: 'cat', free: index })
    server.tmux('rename-window', '-t', other, 'other')
    expect(await run('echo no')).toEqual({ reason: 'shell-busy', command: 'cat', free: 'other' })
    server.tmux('kill-window', '-t', other)
    const ended = Promise.withResolvers<void>()
    const stop = client.onOutput(pane, (data) => data.includes('133;B') && ended.resolve())
    server.tmux('run-shell', '-b', `echo go > ${go}`)
    await ended.promise
    stop()
  })

  it('is cancelled by a signal, and runs on', async () => {
    const aborter = new AbortController()
    const stop = client.onOutput(pane, (data) => data.includes('started') && aborter.abort())
    expect(await run('echo sta""rted; sleep 0.5', { signal: aborter.signal })).toMatchObject({
      reason: 'left-running',
    })
    const ended = Promise.withResolvers<void>()
    const stopToo = client.onOutput(pane, (data) => data.includes('133;B') && ended.resolve())
    await ended.promise
    stop()
    stopToo()
  })

  it('replaces what a person left at the prompt, also while they scroll', async () => {
    server.tmux('send-keys', '-t', pane, 'echo left ')
    server.tmux('copy-mode', '-t', pane)
    expect(await run('echo mine')).toEqual({ stdout: 'mine\n', exitCode: 0 })
    server.tmux('send-keys', '-t', pane, '-X', 'cancel')
  })

  it('leaves no file behind', () => {
    expect(readdirSync(server.inDir)).toEqual([])
  })

  // An interactive bash says "exit".
  const lastWords = expect.stringMatching(/^bye\n(exit\n)?$/)

  it('may end its shell', async () => {
    expect(await run('echo bye; exit 3')).toEqual({ reason: 'shell-ended', exitCode: 3, stdout: lastWords })
    expect(await run('echo more')).toEqual({ reason: 'shell-ended', exitCode: 3, stdout: '' })
    pane = server.openShell(shell)
    expect(await run('echo fresh')).toEqual({ stdout: 'fresh\n', exitCode: 0 })
  })

  it('may kill its shell', async () => {
    expect(await run('echo bye; kill -9 $$')).toEqual({
      reason: 'shell-ended',
      exitCode: 137,
      stdout: lastWords,
    })
  })

  it('may end a pane that nobody replaces', async () => {
    const own = server.openShell(shell, 'own')
    server.tmux('set-option', '-p', '-t', own, 'remain-on-exit', 'off')
    const outcome = await runCommand(client, { pane: own, text: 'exit 4', inDir: server.inDir, maxBytes })
    expect(outcome).toMatchObject({ failure: { reason: 'shell-ended', exitCode: 4 } })
  })
})
