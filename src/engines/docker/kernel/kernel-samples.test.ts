import { expect, test } from 'vitest'
import { cpuTimes, toStats } from '../stats.ts'
import { type GivenKernel, id, openKernel } from './kernel-files.fixture.ts'
import type { KernelFiles } from './kernel-files.ts'
import { kernelSamples } from './kernel-samples.ts'

const firstOf = async (files: KernelFiles, container = id) => {
  const samples = kernelSamples(files)(container, new AbortController().signal)
  const first = await samples.next()
  await samples.return('ended')
  return first
}

const statsOf = async (files: KernelFiles) => {
  const { value, done } = await firstOf(files)
  if (done === true || typeof value === 'string') throw new Error(`no sample: ${value}`)
  return { cpu: cpuTimes(value), stats: toStats(value, { previous: undefined, now: cpuTimes(value) }) }
}

const scope = `docker-${id}.scope`
const own = 'user.slice/user-1000.slice/user@1000.service/user.slice'
const kernels: readonly (readonly [string, GivenKernel, number])[] = [
  ['cgroups v1', { version: 'v1' }, 61_626_287],
  ['cgroups v1 under systemd', { version: 'v1', place: `system.slice/${scope}` }, 61_626_287],
  ['cgroups v1 whose CPUs share a tree', { version: 'v1', cpu: 'cpu,cpuacct' }, 61_626_287],
  ['cgroups v2', { version: 'v2' }, 61_626_000],
  ['cgroups v2 under systemd', { version: 'v2', place: `system.slice/${scope}` }, 61_626_000],
  ['cgroups v2, the engine being the person’s own', { version: 'v2', place: `${own}/${scope}` }, 61_626_000],
  ['cgroups v2 of podman', { version: 'v2', place: `machine.slice/libpod-${id}.scope` }, 61_626_000],
]

test.each(kernels)('%s say what a container uses', async (_, given, containerNs) => {
  await using kernel = await openKernel(given)
  const { cpu, stats } = await statsOf(kernel.files)
  expect(stats).toEqual({
    cpuPercent: undefined,
    memoryBytes: 2_596_864 - 12_288,
    memoryLimitBytes: 134_217_728,
    pids: 5,
    network: { received: 4_000_000_796, sent: 130 },
    disk: { read: 4_100, written: 512 },
    at: expect.any(Date),
  })
  // Neither what a hypervisor took nor guests: 4143 hundredths of a second.
  expect(cpu).toEqual({ container: containerNs, system: 41_430_000_000, cpus: 2 })
})

test.each([
  ['v1', 'memory/PLACE/memory.limit_in_bytes', '9223372036854771712\n'],
  ['v2', 'PLACE/memory.max', 'max\n'],
] as const)(
  'without a limit, a container may have what the machine has (%s)',
  async (version, path, text) => {
    await using kernel = await openKernel({ version })
    await kernel.write(`cgroup/${path}`, text)
    expect((await statsOf(kernel.files)).stats.memoryLimitBytes).toBe(1_000_000_000)
  },
)

test('where a kernel counts no disks, nothing is said of them', async () => {
  await using kernel = await openKernel({ version: 'v2' })
  await kernel.write('cgroup/PLACE/io.stat', undefined)
  expect((await statsOf(kernel.files)).stats.disk).toBeUndefined()
})

test('on the machine’s own network, nothing is said of what others carry there', async () => {
  await using kernel = await openKernel({ version: 'v1', isOnHostNetwork: true })
  expect((await statsOf(kernel.files)).stats.network).toBeUndefined()
})

test.each([
  ['of another machine', 'f'.repeat(64)],
  ['that is named', 'hal-ada'],
  ['that would lead elsewhere', `../docker/${id}`],
])('a container %s is the engine’s to measure', async (_, container) => {
  await using kernel = await openKernel({ version: 'v2' })
  expect(await firstOf(kernel.files, container)).toEqual({ done: true, value: 'unreadable' })
})

const strange: readonly (readonly [GivenKernel['version'], string, string | undefined])[] = [
  ['v1', 'cgroup/memory/PLACE/memory.usage_in_bytes', 'much\n'],
  ['v1', 'cgroup/memory/PLACE/memory.stat', 'cache 12\n'],
  ['v1', 'cgroup/memory/PLACE/cgroup.procs', ''],
  ['v1', 'cgroup/CPU/PLACE/cpuacct.usage', '-1\n'],
  ['v1', 'cgroup/pids/PLACE/pids.current', undefined],
  ['v2', 'cgroup/PLACE/memory.max', ''],
  ['v2', 'cgroup/PLACE/memory.stat', `inactive_file 1\n${'more 1\n'.repeat(5_000)}`],
  ['v2', 'cgroup/PLACE/cpu.stat', 'user_usec 1\n'],
  ['v2', 'proc/4711/net/dev', undefined],
  ['v2', 'proc/4711/ns/net', undefined],
  ['v2', 'proc/stat', 'intr 0\n'],
]

test.each(strange)(
  'what nobody expected is the engine’s to measure (%s, %s: %j)',
  async (version, path, text) => {
    await using kernel = await openKernel({ version })
    await kernel.write(path, text)
    expect(await firstOf(kernel.files)).toEqual({ done: true, value: 'unreadable' })
  },
)

test('a container without processes has ended', async () => {
  await using kernel = await openKernel({ version: 'v2' })
  await kernel.write('cgroup/PLACE/pids.current', '0\n')
  expect(await firstOf(kernel.files)).toEqual({ done: true, value: 'ended' })
})

test('what a container uses is read again, until the signal aborts', async () => {
  await using kernel = await openKernel({ version: 'v2' })
  const ended = new AbortController()
  const samples = kernelSamples(kernel.files)(id, ended.signal)
  expect((await samples.next()).value).toMatchObject({ pids_stats: { current: 5 } })
  await kernel.write('cgroup/PLACE/pids.current', '6\n')
  expect((await samples.next()).value).toMatchObject({ pids_stats: { current: 6 } })
  ended.abort()
  expect(await samples.next()).toEqual({ done: true, value: 'ended' })
})
