// `node --expose-gc scripted-program.js [REPORT]`: the dashboard over a fleet in memory. Each SIGUSR2 changes one cell of it. With REPORT,
// eight hours go by in a minute, and the heap after each of them is written there, one a line.
import { appendFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import { aRow, scriptedFleet } from '../../rigs/scripted-fleet.ts'
import { showDashboard } from './show-dashboard.ts'

const [report] = process.argv.slice(2)
const hours = 8
const activities = ['working', 'waiting', 'idle', 'done', 'shell'] as const

// Old enough that no age changes while bytes are counted.
const since = () => new Date(Date.now() - 5 * 3_600_000 - 1_800_000)
const rowOf = (number: number, lastLine = 'line 1') =>
  aRow({ name: `w${number}`, phase: { kind: 'ready', since: since() } }, { lastLine })
const rows = Array.from({ length: 20 }, (_, index) => rowOf(index + 10))
const scripted = scriptedFleet(rows)

let changes = 1
process.on('SIGUSR2', () => {
  changes += 1
  scripted.set(rows.map((row, index) => (index === 5 ? { ...row, lastLine: `line ${changes % 10}` } : row)))
})

/** What a second brings: something is printed; now and then a state; each minute a new worker for the oldest, of names that come again. */
const second = (at: number) => {
  const { workers } = scripted.fleet.snapshot()
  const { name } = workers[at % workers.length]?.worker ?? { name: '' }
  scripted.show(name, [`\u001b[3${at % 8}mline ${at}\u001b[m`, `of ${name}`])
  scripted.set(workers.map((row) => (row.worker.name === name ? { ...row, lastLine: `line ${at}` } : row)))
  if (at % 7 === 0) scripted.change(name, { activity: activities[(at / 7) % activities.length] ?? 'shell' })
  if (at % 60 === 0)
    scripted.set([...scripted.fleet.snapshot().workers.slice(1), rowOf(10 + ((at / 60 + 19) % 40))])
}

/** Fills what remembers the lines it has seen: in a real day that takes minutes. */
const warmUp = async () => {
  for (let frame = 0; frame < 700; frame += 1) {
    const lines = Array.from({ length: 24 }, (_, row) => `frame ${frame}, row ${row}`)
    for (const { worker } of scripted.fleet.snapshot().workers) scripted.show(worker.name, lines)
    await after(34)
  }
}

const liveThrough = async (file: string) => {
  await warmUp()
  for (let at = 1; at <= hours * 3_600; at += 1) {
    second(at)
    // As many frames as eyes would see, were it real.
    if (at % 60 === 0) await after(35)
    if (at % 3_600 !== 0) continue
    await after(500)
    globalThis.gc?.()
    appendFileSync(file, `${process.memoryUsage().heapUsed}\n`)
  }
}

if (report !== undefined) void liveThrough(report)
await showDashboard(scripted.verbs)
process.exit()
