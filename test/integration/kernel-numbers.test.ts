import { expect, test } from 'vitest'
import { openApi } from '../../src/engines/docker/api.ts'
import { ask } from '../../src/engines/docker/ask.ts'
import { type Fields, fields } from '../../src/engines/docker/guards.ts'
import { thisKernel } from '../../src/engines/docker/kernel/kernel-files.ts'
import { kernelSamples } from '../../src/engines/docker/kernel/kernel-samples.ts'
import { cpuTimes, toStats } from '../../src/engines/docker/stats.ts'
import { docker } from '../rigs/hal.ts'
import { findTestEngine } from '../rigs/test-engine.ts'

const mebibyte = 1024 ** 2

const statsOf = (answer: Fields) => toStats(answer, { previous: undefined, now: cpuTimes(answer) })

test('what is read from the kernel is what the engine says', async () => {
  // It keeps 64 MiB, has carried and written something, and keeps a CPU busy.
  const script =
    'head -c 67108864 /dev/zero > /dev/shm/held; head -c 1000000 /dev/urandom > /file; sync /file; echo so; while :; do :; done'
  const options = ['--shm-size', '128m', '--memory', '256m', '--cpus', '0.5', '--label', 'hal-test-numbers']
  const id = (await docker('run', '-d', ...options, 'debian:bookworm-slim', 'sh', '-c', script)).trim()
  const api = openApi(await findTestEngine())
  const asked = async () =>
    fields(await ask(api, { method: 'GET', path: `/containers/${id}/stats`, query: { stream: false } }))
  try {
    await expect.poll(() => docker('logs', id)).toBe('so')
    const before = await asked()
    const samples = kernelSamples(thisKernel(process.getuid?.() ?? 0))(id, new AbortController().signal)
    const { value: read } = await samples.next()
    await samples.return('ended')
    if (typeof read !== 'object') throw new Error(`the kernel was asked in vain: ${read}`)
    const after = await asked()

    const [sooner, now, later] = [before, read, after].map(cpuTimes)
    expect(now?.cpus).toBe(sooner?.cpus)
    expect(sooner?.container).toBeGreaterThan(0)
    for (const of of ['container', 'system'] as const) {
      expect(now?.[of]).toBeGreaterThanOrEqual(sooner?.[of] ?? 0)
      expect(now?.[of]).toBeLessThanOrEqual(later?.[of] ?? 0)
    }
    const [stats, itsStats] = [statsOf(read), statsOf(after)]
    expect(stats.memoryBytes).toBeGreaterThan(64 * mebibyte)
    expect(Math.abs(stats.memoryBytes - itsStats.memoryBytes)).toBeLessThan(2 * mebibyte)
    const { memoryLimitBytes, pids, disk } = itsStats
    expect(stats).toMatchObject({ memoryLimitBytes, pids, disk })
    expect(stats.network?.sent).toBeLessThanOrEqual(itsStats.network?.sent ?? -1)
    expect(stats.network?.received).toBeGreaterThanOrEqual(statsOf(before).network?.received ?? 0)
    expect(stats.network?.received).toBeLessThanOrEqual(itsStats.network?.received ?? -1)
  } finally {
    await docker('rm', '-f', id)
    api.close()
  }
})
