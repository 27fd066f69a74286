import { readFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'

/** Kernel ticks in a second, as in /proc/PID/stat: 100 on every Linux. */
const ticksPerSecond = 100

export interface Cost {
  /** Of one core. */
  readonly cpuPercent: number
  readonly residentMb: number
}

/** What a process costs from now on, for so long. */
export async function costOf(pid: number, measuredMs: number): Promise<Cost> {
  const before = cpuTicks(pid)
  const startedMs = performance.now()
  await after(measuredMs)
  const seconds = (performance.now() - startedMs) / 1000
  return {
    cpuPercent: ((cpuTicks(pid) - before) / ticksPerSecond / seconds) * 100,
    residentMb: residentBytes(pid) / 1024 ** 2,
  }
}

const cpuTicks = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}

const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
