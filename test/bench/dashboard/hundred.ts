import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { limitRow, percentile, type Row } from '../row.ts'
import { type Cost, costOf } from './process-cost.ts'
import { type Size, TimedTerminal } from './timed-terminal.ts'

const settleMs = 8_000
/** A worker's first minute is shown in seconds; to idle is what comes after it. */
const firstMinuteMs = 62_000
const measuredMs = 20_000
const keyPresses = 150
/** As many lines come from all of them as from a hundred that print ten a second. */
const manyWorkers: Crowd = { size: { columns: 120, rows: 36 }, count: 500, linesPerSecond: 2 }

interface Crowd {
  readonly size: Size
  readonly count: number
  readonly linesPerSecond: number
}

const normal: Size = { columns: 120, rows: 36 }
const large: Size = { columns: 200, rows: 60 }

/** What a hundred workers cost, idle and printing, and how soon a key is answered meanwhile. */
export async function measureHundred(program: string): Promise<readonly Row[]> {
  const idle = await withWorkers(
    program,
    { size: normal, count: 100, linesPerSecond: 0 },
    async (terminal) => {
      const young = await costOf(terminal.pid, measuredMs)
      await after(firstMinuteMs - settleMs - measuredMs)
      return { young, old: await costOf(terminal.pid, measuredMs) }
    },
  )
  const rows = [
    costRow('dashboard, 100 idle workers, 120×36', idle.old, [1, 120]),
    costRow('the same in their first minute, whose seconds are shown', idle.young, [1.5, 130]),
  ]
  for (const [size, name, goals] of [
    [normal, '120×36', { p50: 12, p99: 50, cpu: 20 }],
    [large, '200×60', { p50: 20, p99: 80, cpu: 35 }],
  ] as const) {
    const { cost, times } = await withWorkers(
      program,
      { size, count: 100, linesPerSecond: 10 },
      async (terminal) => ({
        cost: await costOf(terminal.pid, measuredMs),
        times: await pressKeys(terminal),
      }),
    )
    rows.push(
      keyRow(`key → changed frame, 100 workers all printing, ${name}`, times, {
        p50: goals.p50,
        p99: goals.p99,
      }),
      costRow(`100 workers each printing 10 lines a second, ${name}`, cost, [goals.cpu, 250]),
    )
  }
  return rows
}

/** How soon a key is answered with as many workers as hal is made for. */
export async function measureFiveHundred(program: string): Promise<Row> {
  const times = await withWorkers(program, manyWorkers, pressKeys)
  return keyRow('key → changed frame, 500 workers all printing, 120×36', times, { p50: 12, p99: 50 })
}

const keyRow = (
  what: string,
  times: readonly number[],
  most: { readonly p50: number; readonly p99: number },
): Row =>
  limitRow(what, [
    { value: percentile(times, 50), most: most.p50, unit: 'ms', name: 'p50' },
    { value: percentile(times, 99), most: most.p99, unit: 'ms', name: 'p99' },
  ])

const costRow = (what: string, cost: Cost, [cpu, memory]: readonly [number, number]): Row =>
  limitRow(what, [
    { value: cost.cpuPercent, most: cpu, unit: '% of a core' },
    { value: cost.residentMb, most: memory, unit: 'MB' },
  ])

/** A dashboard over so many workers, settled; their tmux servers are another process. */
async function withWorkers<T>(
  program: string,
  { size, count, linesPerSecond }: Crowd,
  measure: (terminal: TimedTerminal) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hal-bench-'))
  const socket = join(folder, 'far')
  const far = spawn(
    process.execPath,
    [join(import.meta.dirname, 'far-tmux.ts'), socket, String(linesPerSecond)],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  try {
    await once(far.stdout, 'data')
    await using terminal = new TimedTerminal([process.execPath, program, String(count), socket], size)
    await terminal.until(() => terminal.screen().includes(`${count} ready`))
    await after(settleMs)
    const measured = await measure(terminal)
    terminal.type('q')
    return measured
  } finally {
    far.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Down the list, at moments that have nothing to do with the dashboard's own paces. */
async function pressKeys(terminal: TimedTerminal): Promise<readonly number[]> {
  const times: number[] = []
  for (let press = 0; press < keyPresses; press += 1) {
    const before = selectedIn(terminal)
    const pressedMs = performance.now()
    terminal.type(press % 90 < 45 ? 'j' : 'k')
    const { atMs } = await terminal.until(() => selectedIn(terminal) !== before)
    times.push(atMs - pressedMs)
    await after(30 + ((press * 37) % 90))
  }
  return times
}

/** The first word of the row with the selection's sign: the selected worker's name. */
const selectedIn = (terminal: TimedTerminal): string | undefined =>
  /^ ?▌.*?(w\d+)/m.exec(terminal.screen())?.[1]
