import type { Fields } from '../guards.ts'
import type { Layout } from './layouts.ts'

/** What the files of a cgroup say. */
export interface CgroupTexts {
  readonly memory: string
  readonly memoryLimit: string
  readonly memoryStat: string
  readonly cpu: string
  readonly pids: string
  /** `undefined` where the kernel doesn't count. */
  readonly disk: string | undefined
}

/** The same in the words of an engine's answer, so that there is one reckoning. `undefined` where a file says anything unexpected. */
export function cgroupAnswer(
  version: Layout['version'],
  texts: CgroupTexts,
  { machineBytes, system }: { readonly machineBytes: number; readonly system: Fields },
): Fields | undefined {
  const usage = count(texts.memory)
  const limit = texts.memoryLimit === 'max\n' ? machineBytes : count(texts.memoryLimit)
  const current = count(texts.pids)
  const inactive = named(version === 1 ? 'total_inactive_file' : 'inactive_file', texts.memoryStat)
  const cpu = version === 1 ? count(texts.cpu) : named('usage_usec', texts.cpu)
  if (
    usage === undefined ||
    limit === undefined ||
    current === undefined ||
    inactive === undefined ||
    cpu === undefined
  )
    return undefined
  return {
    // No limit is a number that no machine has.
    memory_stats: { usage, limit: Math.min(limit, machineBytes), stats: { inactive_file: inactive } },
    cpu_stats: { ...system, cpu_usage: { total_usage: version === 1 ? cpu : cpu * 1_000 } },
    pids_stats: { current },
    blkio_stats: { io_service_bytes_recursive: operations(version, texts.disk ?? '') },
  }
}

const count = (text: string): number | undefined => (/^\d+\n$/.test(text) ? Number(text) : undefined)

/** Of lines such as `inactive_file 4096`. */
function named(name: string, text: string): number | undefined {
  const [, value] = new RegExp(`^${name} (\\d+)$`, 'm').exec(text) ?? []
  return value === undefined ? undefined : Number(value)
}

/** v1 says `8:0 Read 4096`, v2 `8:0 rbytes=4096 wbytes=0 …`. */
const operations = (version: Layout['version'], text: string): readonly Fields[] =>
  [...text.matchAll(version === 1 ? /^\d+:\d+ (Read|Write) (\d+)$/gm : / (rbytes|wbytes)=(\d+)/g)].map(
    ([, name, value]) => ({ op: operationNames[name ?? ''] ?? '', value: Number(value) }),
  )

const operationNames: Readonly<Record<string, string>> = {
  ...{ Read: 'read', Write: 'write' },
  ...{ rbytes: 'read', wbytes: 'write' },
}
