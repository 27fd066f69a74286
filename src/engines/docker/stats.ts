import type { Stats } from '../engine.ts'
import { type DockerApi, isAtLeast } from './api.ts'
import { ask, askForStream } from './ask.ts'
import { dateOf, type Fields, fields, list, number, text } from './guards.ts'
import { jsonValues } from './json-values.ts'
import type { KernelSamples } from './kernel/kernel-samples.ts'

interface Sources {
  readonly api: DockerApi
  /** Without it, the engine is asked always. */
  readonly kernel: (() => Promise<KernelSamples>) | undefined
}

/** Ends in silence when the container, the engine or the signal does. */
export async function* watchStats(sources: Sources, id: string, signal: AbortSignal): AsyncGenerator<Stats> {
  let previous: CpuTimes | undefined
  try {
    for await (const answer of answers(sources, id, signal)) {
      // The engine goes on with empty samples when the container has ended.
      if (hasEnded(answer)) return
      const now = cpuTimes(answer)
      yield toStats(answer, { previous, now })
      previous = now
    }
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
  }
}

async function* answers({ api, kernel }: Sources, id: string, signal: AbortSignal): AsyncGenerator<Fields> {
  const samples = await kernel?.()
  if (samples !== undefined && (yield* samples(id, signal)) === 'ended') return
  yield* engineAnswers(api, id, signal)
}

/**
 * An engine takes a sample a second, and its first one has nothing to compare with: a look before, where the engine can do that at
 * once, says what is in memory now, and what the CPU does a second sooner.
 */
async function* engineAnswers(api: DockerApi, id: string, signal: AbortSignal): AsyncGenerator<Fields> {
  const question = { method: 'GET', path: `/containers/${encodeURIComponent(id)}/stats`, signal } as const
  if (isAtLeast(api.version, firstWithOneShot))
    yield fields(await ask(api, { ...question, query: { stream: false, 'one-shot': true } }))
  const stream = await askForStream(api, { ...question, query: { stream: true } })
  try {
    for await (const value of jsonValues(stream)) yield fields(value)
  } finally {
    stream.destroy()
  }
}

const firstWithOneShot = '1.41'

interface CpuTimes {
  /** Both in nanoseconds; the system's is the sum over all CPUs. */
  readonly container: number
  readonly system: number
  readonly cpus: number
}

const hasEnded = (answer: Fields): boolean =>
  number(fields(answer['memory_stats'])['usage']) === 0 && cpuTimes(answer).container === 0

export function cpuTimes(answer: Fields): CpuTimes {
  const cpu = fields(answer['cpu_stats'])
  const usage = fields(cpu['cpu_usage'])
  // cgroup v2 has no list of CPUs, engines before 1.27 no count.
  const cpus = number(cpu['online_cpus']) || list(usage['percpu_usage']).length || 1
  return { container: number(usage['total_usage']), system: number(cpu['system_cpu_usage']), cpus }
}

export function toStats(
  answer: Fields,
  { previous, now }: { readonly previous: CpuTimes | undefined; readonly now: CpuTimes },
): Stats {
  const memory = fields(answer['memory_stats'])
  return {
    cpuPercent: previous === undefined ? undefined : cpuPercent(previous, now),
    memoryBytes: withoutCache(memory),
    memoryLimitBytes: number(memory['limit']),
    pids: number(fields(answer['pids_stats'])['current']),
    network: networkBytes(answer['networks']),
    disk: diskBytes(fields(answer['blkio_stats'])['io_service_bytes_recursive']),
    at: dateOf(answer['read']) ?? new Date(0),
  }
}

function networkBytes(networks: unknown): Stats['network'] {
  const all = Object.values(fields(networks)).map(fields)
  if (all.length === 0) return undefined
  const sum = (name: string) => all.reduce((total, one) => total + number(one[name]), 0)
  return { received: sum('rx_bytes'), sent: sum('tx_bytes') }
}

/** Docker leaves the list out where the kernel doesn't count, and says `read` or `Read`. */
function diskBytes(operations: unknown): Stats['disk'] {
  const all = list(operations).map(fields)
  if (all.length === 0) return undefined
  const sum = (name: string) =>
    all
      .filter((one) => text(one['op']).toLowerCase() === name)
      .reduce((total, one) => total + number(one['value']), 0)
  return { read: sum('read'), written: sum('write') }
}

function cpuPercent(previous: CpuTimes, now: CpuTimes): number {
  const systemDelta = now.system - previous.system
  const containerDelta = Math.max(0, now.container - previous.container)
  return systemDelta > 0 ? (containerDelta / systemDelta) * now.cpus * 100 : 0
}

/** Inactive file pages are what the kernel drops first: v1 counts them per hierarchy as `total_…`, v2 without. */
function withoutCache(memory: Fields): number {
  const usage = number(memory['usage'])
  const details = fields(memory['stats'])
  const cache = number(details['total_inactive_file'] ?? details['inactive_file'])
  return cache < usage ? usage - cache : usage
}
