import { expect, test } from 'vitest'
import { cpuTimes, toStats } from './stats.ts'

const sample = (containerNs: number, systemNs: number, memory: object) => ({
  read: '2026-01-02T03:04:05.5Z',
  cpu_stats: { cpu_usage: { total_usage: containerNs }, system_cpu_usage: systemNs, online_cpus: 4 },
  memory_stats: memory,
  pids_stats: { current: 3 },
})

const read = (before: object, after: object) =>
  toStats({ ...after }, { previous: cpuTimes({ ...before }), now: cpuTimes({ ...after }) })

test('one of four cores kept busy for a second is 100 percent', () => {
  const memory = { usage: 100, limit: 1000, stats: {} }
  const stats = read(sample(0, 0, memory), sample(1e9, 4e9, memory))
  expect(stats).toEqual({
    cpuPercent: 100,
    memoryBytes: 100,
    memoryLimitBytes: 1000,
    pids: 3,
    at: new Date('2026-01-02T03:04:05.5Z'),
  })
})

test.each([
  ['cgroup v1', { total_inactive_file: 30, inactive_file: 1 }, 70],
  ['cgroup v2', { inactive_file: 30 }, 70],
  ['an engine that says nothing of it', undefined, 100],
])('memory is without the page cache on %s', (_, stats, bytes) => {
  const memory = { usage: 100, limit: 1000, stats }
  expect(read(sample(0, 0, memory), sample(1, 1, memory)).memoryBytes).toBe(bytes)
})

test('a restarted container never shows a negative share', () => {
  const memory = { usage: 1 }
  expect(read(sample(5e9, 1e9, memory), sample(1e9, 2e9, memory)).cpuPercent).toBe(0)
})

test('a first sample says what is in memory, and nothing of the CPU', () => {
  const now = sample(5e9, 1e9, { usage: 100, limit: 1000 })
  const stats = toStats(now, { previous: undefined, now: cpuTimes(now) })
  expect(stats).toMatchObject({ cpuPercent: undefined, memoryBytes: 100 })
})
