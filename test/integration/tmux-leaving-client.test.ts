import { once } from 'node:events'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startTmuxServer } from '../rigs/tmux-server.ts'

const server = startTmuxServer()
afterAll(() => server[Symbol.asyncDispose]())

const flood = "sh -c 'read go; exec yes'"
const tell = (what: string, ...of: readonly string[]) =>
  Number(server.tmux('display-message', '-p', ...of, `#{${what}}`))

const hasEnded = (pid: number) => / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

// Whether tmux hears of the client or of the program first is chance: several rounds.
it.each([1, 2, 3, 4, 5, 6])(
  'a client that leaves while a program ends, with much of its output untold, takes no worker along (%i)',
  async () => {
    const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', flood)
    const [program, tmux] = [tell('pane_pid', '-t', pane), tell('pid')]
    const { process: client } = await server.openClient()
    client.stdout?.pause()
    server.tmux('send-keys', '-t', pane, 'Enter')
    await expect.poll(() => tell('history_size', '-t', pane)).toBeGreaterThan(5_000)

    process.kill(tmux, 'SIGSTOP')
    try {
      await new Promise<void>((resolve) => client.stdin?.end(() => resolve()))
      process.kill(program, 'SIGKILL')
      await expect.poll(() => hasEnded(program)).toBe(true)
    } finally {
      process.kill(tmux, 'SIGCONT')
    }
    await expect.poll(() => server.tmux('list-panes', '-t', pane, '-F', '#{pane_dead}')).toBe('1')
    expect(tell('pid')).toBe(tmux)
    client.kill()
  },
)

it('a client that is killed while much is untold to it takes no worker along', async () => {
  const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', flood)
  const tmux = tell('pid')
  const clients = () => server.tmux('list-clients').split('\n').filter(Boolean).length
  const before = clients()
  const { process: client } = await server.openClient()
  client.stdout?.pause()
  server.tmux('send-keys', '-t', pane, 'Enter')
  await expect.poll(() => tell('history_size', '-t', pane)).toBeGreaterThan(5_000)
  client.kill('SIGKILL')
  await expect.poll(clients).toBe(before)
  expect(tell('pid')).toBe(tmux)
})

/** Of a process, what it has written so far, in bytes: proc(5), `/proc/pid/io`. */
const written = (pid: number) => Number(/wchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])

// tmux asks for news in an order that clients who come and go change, and begins anywhere in it: several rounds.
it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a client that leaves while more is printed, with much untold that it could hear, takes no worker along (%i)',
  async (round) => {
    const prints = join(server.home, `prints-${round}`)
    writeFileSync(prints, '')
    const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', `exec tail -f ${prints}`)
    const [program, tmux] = [tell('pane_pid', '-t', pane), tell('pid')]
    const quiet = async () => {
      const { client } = await server.openClient()
      expect(await client.command(['refresh-client', '-f', 'no-output'])).toMatchObject({ ok: true })
      return client
    }
    const other = await quiet()
    const client = server.startClient()
    const { stdin, stdout } = client
    await once(stdout, 'data')
    stdout.pause()
    const between = await quiet()
    appendFileSync(prints, 'p\n'.repeat(40_000))
    await expect.poll(() => tell('history_size', '-t', pane), { timeout: 10_000 }).toBeGreaterThan(39_900)
    await expect.poll(() => written(program)).toBeGreaterThanOrEqual(80_000)
    await between.close()

    process.kill(tmux, 'SIGSTOP')
    try {
      await new Promise<void>((resolve) => stdin.end(() => resolve()))
      const before = written(program)
      appendFileSync(prints, 'later\n')
      await expect.poll(() => written(program)).toBeGreaterThan(before)
      // The first may be what had been read when it paused; with the second there is room.
      stdout.resume()
      await once(stdout, 'data')
      await once(stdout, 'data')
    } finally {
      process.kill(tmux, 'SIGCONT')
    }
    await once(client, 'exit')
    expect(tell('pid')).toBe(tmux)
    await other.close()
    server.tmux('kill-pane', '-t', pane)
  },
)
