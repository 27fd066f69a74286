import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fields } from '../guards.ts'
import { type CgroupTexts, cgroupAnswer } from './cgroup-answer.ts'
import { type HeldFile, holdFile } from './held-file.ts'
import type { KernelFiles } from './kernel-files.ts'
import { type CgroupPaths, type Layout, layouts, placesOf } from './layouts.ts'
import { type HeldNetworks, holdNetworks } from './network-answer.ts'
import { systemTimes } from './system-times.ts'

/** A container that runs on this kernel. */
export interface HeldContainer {
  /** What it uses now, as an engine's answer. */
  readonly look: () => Promise<Fields | 'ended' | 'unreadable'>
  readonly close: () => Promise<void>
}

/** `undefined` for a container that this kernel doesn't run, or whose files aren't this person's to read. */
export function openCgroups(files: KernelFiles): (id: string) => Promise<HeldContainer | undefined> {
  const times = systemTimes(join(files.proc, 'stat'))
  let layout: Promise<Layout | undefined> | undefined
  return async (id) => {
    // A name is no place, and nothing that an engine says may lead elsewhere.
    if (!/^[0-9a-f]{64}$/.test(id)) return undefined
    layout ??= layoutOf(files.cgroups)
    const known = await layout
    if (known === undefined) return undefined
    for (const place of placesOf(id, files.uid)) {
      const held = await holdCgroup(known.files(place), files)
      if (held !== undefined) return container(held, { files, version: known.version, times })
    }
    return undefined
  }
}

async function layoutOf(cgroups: string): Promise<Layout | undefined> {
  for (const layout of layouts) if (await isThere(join(cgroups, layout.mark))) return layout
  return undefined
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

type Held = Readonly<Record<Exclude<keyof CgroupTexts, 'disk'>, HeldFile>> & {
  readonly disk: HeldFile | undefined
  readonly networks: HeldNetworks
}

/** What a file of one number, or of many, may say at most. */
const mostBytes = { number: 64, list: 16_384 }

/** Nothing stays open where not all of it could be opened. */
async function holdCgroup(paths: CgroupPaths, { cgroups, proc }: KernelFiles): Promise<Held | undefined> {
  const hold = (path: string, bytes: number) => holdFile(join(cgroups, path), bytes)
  // First and alone: where it isn't, nothing is.
  const memory = await hold(paths.memory, mostBytes.number).catch(() => undefined)
  if (memory === undefined) return undefined
  const processes = paths.processes.map((path) => join(cgroups, path))
  const opening = [
    hold(paths.memoryLimit, mostBytes.number),
    hold(paths.memoryStat, mostBytes.list),
    hold(paths.cpu, mostBytes.list),
    hold(paths.pids, mostBytes.number),
    hold(paths.disk, mostBytes.list).catch(() => undefined),
    holdNetworks(proc, processes),
  ] as const
  try {
    const [memoryLimit, memoryStat, cpu, pids, disk, networks] = await Promise.all(opening)
    return { memory, memoryLimit, memoryStat, cpu, pids, disk, networks }
  } catch {
    const opened = await Promise.allSettled<Closable | undefined>(opening)
    await Promise.all([
      memory.close(),
      ...opened.map(async (one) => (one.status === 'fulfilled' ? await one.value?.close() : undefined)),
    ])
    return undefined
  }
}

type Closable = Pick<HeldFile, 'close'>

function container(
  { networks, disk, ...held }: Held,
  {
    files,
    version,
    times,
  }: {
    readonly files: KernelFiles
    readonly version: Layout['version']
    readonly times: () => Promise<Fields>
  },
): HeldContainer {
  const read = async (): Promise<Fields | 'ended' | 'unreadable'> => {
    // Sums over all CPUs take a kernel of many of them its time: of v2 these three, of v1 one alone.
    const count = (file: HeldFile) => (version === 1 ? file.readNow() : file.read())
    const [cpu, system, memoryStat, disks] = await Promise.all([
      count(held.cpu),
      times(),
      held.memoryStat.read(),
      disk === undefined ? undefined : count(disk),
    ])
    const pids = held.pids.readNow()
    const texts = {
      ...{ cpu, memoryStat, pids, disk: disks },
      ...{ memory: held.memory.readNow(), memoryLimit: held.memoryLimit.readNow() },
    }
    const answer = cgroupAnswer(version, texts, { machineBytes: files.machineBytes, system })
    if (answer === undefined) return 'unreadable'
    if (pids === '0\n') return 'ended'
    return { ...answer, read: new Date().toISOString(), networks: networks.readNow() }
  }
  return {
    look: () => read().catch((thrown: NodeJS.ErrnoException) => (isGone(thrown) ? 'ended' : 'unreadable')),
    close: async () => {
      await Promise.all([...Object.values(held), disk, networks].map((file) => file?.close()))
    },
  }
}

/** Of a file that is held, when its cgroup was removed. */
const isGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'ENODEV'
