import { readFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'
import type { Person } from '../rigs/hal.ts'
import type { Row } from './row.ts'

/** Kernel ticks in a second, as in /proc/PID/stat: 100 on every Linux. */
const ticksPerSecond = 100
const settleMs = 8_000
const measuredMs = 30_000

/** What the dashboard itself costs while thirty workers idle: CPU time and resident memory of its one process. */
export async function measureDashboard(person: Person): Promise<readonly Row[]> {
  const name = person.name('idle')
  await person.ok('start', name, '--count', '30', '--image', 'debian:bookworm-slim', '--memory', '128m')
  const terminal = person.terminal(['workers', 'dashboard'])
  await terminal.waitFor('30 ready', { timeoutMs: 30_000 })
  await after(settleMs)
  const before = cpuTicks(terminal.pid)
  await after(measuredMs)
  const percent = ((cpuTicks(terminal.pid) - before) / ticksPerSecond / (measuredMs / 1000)) * 100
  const residentMb = residentBytes(terminal.pid) / 1024 ** 2
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
  return [
    {
      what: 'dashboard, 30 idle workers',
      floor: 'one core',
      hal: `${percent.toFixed(1)} % CPU, ${Math.round(residentMb)} MB`,
      floorValue: '100 %',
      ratio: percent > 2 || residentMb > 150 ? '(missed)' : 'met',
      goal: '≤ 2 % CPU, ≤ 150 MB',
    },
  ]
}

const cpuTicks = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}

const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
