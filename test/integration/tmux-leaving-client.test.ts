import { readFileSync } from 'node:fs'
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
