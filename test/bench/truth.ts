import { readFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import { docker, type Person } from '../rigs/hal.ts'
import type { Terminal } from '../rigs/terminal.ts'
import { median, type Row } from './row.ts'

const rounds = 10
const goalMs = 1_000

/** How long the dashboard goes on saying what is no longer true: from a signal's delivery to the frame that says it. */
export async function measureTruth(person: Person): Promise<readonly Row[]> {
  const name = await person.start('truth')
  await using terminal = person.terminal(['workers', 'dashboard'])
  await terminal.waitFor('1 ready')
  const harm = async (signal: NodeJS.Signals, victim: 'tmux' | 'container', says: string) => {
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      // Anywhere between two looks of the dashboard.
      await after(1_500 + (round * 1_000) / rounds)
      const pid = await pidOf(name, victim)
      const harmedMs = performance.now()
      process.kill(pid, signal)
      await terminal.waitFor(says)
      times.push(performance.now() - harmedMs)
      await bringBack(person, terminal, { name, pid, signal })
    }
    return times
  }
  const rows = [
    row("a worker's tmux stopped → on the screen", await harm('SIGSTOP', 'tmux', 'unreachable')),
    row("a worker's tmux killed → on the screen", await harm('SIGKILL', 'tmux', 'failed 137')),
    row('a container killed → on the screen', await harm('SIGKILL', 'container', 'failed 137')),
  ]
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name, '--force')
  return rows
}

async function bringBack(
  person: Person,
  terminal: Terminal,
  { name, pid, signal }: { readonly name: string; readonly pid: number; readonly signal: NodeJS.Signals },
): Promise<void> {
  if (signal === 'SIGSTOP') process.kill(pid, 'SIGCONT')
  else await person.ok('start', name)
  await terminal.waitFor('1 ready')
}

/** As this machine counts: the container's init, or the tmux server that it started. */
async function pidOf(name: string, victim: 'tmux' | 'container'): Promise<number> {
  const init = Number(await docker('inspect', '-f', '{{.State.Pid}}', `hal-${name}`))
  if (victim === 'container') return init
  return Number(readFileSync(`/proc/${init}/task/${init}/children`, 'utf8').trim().split(' ')[0])
}

const row = (what: string, times: readonly number[]): Row => {
  const most = Math.max(...times)
  return {
    what,
    floor: 'what it has to be',
    hal: `${Math.round(median(times))} ms, at most ${Math.round(most)} ms`,
    floorValue: `${goalMs} ms`,
    ratio: most > goalMs ? '(missed)' : 'met',
    goal: `≤ ${goalMs} ms, always`,
  }
}
