import { setTimeout as after } from 'node:timers/promises'
import { docker, type Person } from '../../rigs/hal.ts'
import { limitRow, percentile, type Row } from '../row.ts'
import { costOf } from './process-cost.ts'
import { openDashboard } from './real.ts'
import type { TimedTerminal } from './timed-terminal.ts'

const image = 'debian:bookworm-slim'
const settleMs = 3_000
const measuredMs = 10_000
const keyPresses = 100
/** As much as tmux takes, but for a moment after each megabyte: about 10 MB/s. */
const flood =
  'line=$(printf "%079d" 0); while :; do yes "$line" | head -c 1000000; echo >>/tmp/megabytes; sleep 0.02; done'
const megabytes = async (name: string): Promise<number> =>
  Number(await docker('exec', `hal-${name}`, 'sh', '-c', 'wc -l </tmp/megabytes'))

/** What a worker that floods the screen one looks at leaves to the keys. */
export async function measureFlood(person: Person): Promise<Row> {
  const name = await person.start('flood', '--image', image)
  await using terminal = openDashboard(person)
  await terminal.until(() => terminal.screen().includes('1 ready'))
  await person.ok('send', name, flood)
  await terminal.until(() => terminal.screen().includes('0'.repeat(40)))
  await after(settleMs)
  const startedMs = performance.now()
  const before = await megabytes(name)
  const { cpuPercent, residentMb } = await costOf(terminal.pid, measuredMs)
  const times = await openHelp(terminal)
  const rate = ((await megabytes(name)) - before) / ((performance.now() - startedMs) / 1_000)
  terminal.type('q')
  await person.ok('rm', name, '--force')
  return limitRow(`key → changed frame, the watched worker prints ${rate.toFixed(1)} MB/s`, [
    { value: percentile(times, 50), most: 12, unit: 'ms', name: 'p50' },
    { value: percentile(times, 99), most: 50, unit: 'ms', name: 'p99' },
    { value: cpuPercent, most: 20, unit: '% of a core' },
    { value: residentMb, most: 250, unit: 'MB' },
  ])
}

/** The help, over the screen that is flooded, until its last word is there. What closes it isn't timed: an escape alone is awaited for a moment, as more may follow on it. */
async function openHelp(terminal: TimedTerminal): Promise<readonly number[]> {
  const isOpen = () => terminal.screen().includes('esc close')
  const times: number[] = []
  for (let press = 0; press < keyPresses; press += 1) {
    const pressedMs = performance.now()
    terminal.type('?')
    const { atMs } = await terminal.until(isOpen)
    times.push(atMs - pressedMs)
    await after(30 + ((press * 37) % 90))
    terminal.type('\x1b')
    await terminal.until(() => !isOpen())
    await after(30 + ((press * 53) % 90))
  }
  return times
}
