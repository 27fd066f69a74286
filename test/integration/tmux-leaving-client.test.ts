import { readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { startTmuxServer } from '../rigs/tmux-server.ts'

const server = startTmuxServer()
afterAll(() => server[Symbol.asyncDispose]())

const hasEnded = (pid: number) => / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

// Whether tmux hears of the client or of the program first is chance: several rounds.
it.each([1, 2, 3, 4, 5, 6])(
  'a client that leaves while a program ends, with much of its output untold, takes no worker along (%i)',
  async () => {
    const flood = "sh -c 'read go; exec yes'"
    const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', flood)
    const tell = (what: string, ...of: readonly string[]) =>
      Number(server.tmux('display-message', '-p', ...of, `#{${what}}`))
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
