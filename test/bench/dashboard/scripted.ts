import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { limitRow, median, type Row } from '../row.ts'
import { TimedTerminal } from './timed-terminal.ts'

const rounds = 15
const patienceMs = 180_000

/** What one changed cell costs the terminal; the median, since a clock may tick beside it. */
export async function measureBytes(scripted: string): Promise<Row> {
  await using terminal = new TimedTerminal([process.execPath, scripted], { columns: 200, rows: 60 })
  await terminal.until(() => terminal.screen().includes('20 ready'))
  await after(3_000)
  const written: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const before = terminal.screen()
    process.kill(terminal.pid, 'SIGUSR2')
    written.push((await terminal.until(() => terminal.screen() !== before)).bytes)
    await after(1_000)
  }
  terminal.type('q')
  return limitRow('written for one changed cell, 200×60', [
    { value: median(written), most: 300, unit: 'bytes' },
  ])
}

/** The heap after the first of eight hours and after the last one. */
export async function measureHours(scripted: string): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'hal-bench-'))
  const report = join(folder, 'heap')
  const heaps = () => {
    try {
      return readFileSync(report, 'utf8').trim().split('\n').map(Number)
    } catch {
      return []
    }
  }
  try {
    await using terminal = new TimedTerminal([process.execPath, '--expose-gc', scripted, report], {
      columns: 120,
      rows: 36,
    })
    await terminal.until(() => heaps().length === 8, patienceMs)
    terminal.type('q')
    const [first = Number.NaN] = heaps()
    const last = heaps().at(-1) ?? Number.NaN
    return limitRow('8 hours simulated: how much larger the heap is than after the first', [
      { value: (last / first - 1) * 100, most: 10, unit: '%' },
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
