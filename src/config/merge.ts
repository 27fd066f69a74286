import { parseBytes } from '../lib/bytes.ts'
import type { HalConfig } from './hal-config.ts'
import type { ConfigValues } from './schema.ts'

/** What stands in `over` holds in place of what stood before; variables for workers come together name by name, folders of profiles all of them, the stronger last. */
export const merge = (before: HalConfig, over: ConfigValues): HalConfig => ({
  ...before,
  ...over,
  profiles: [...before.profiles, ...(over.profiles ?? [])],
  env: { ...before.env, ...over.env },
  agents: { ...before.agents, ...over.agents },
  secrets: { ...before.secrets, ...over.secrets },
  images: {
    ...before.images,
    ...over.images,
    tasks: { ...before.images.tasks, ...over.images?.tasks },
  },
  build: { ...before.build, ...over.build },
  tasks: { ...before.tasks, ...over.tasks },
  dashboard: {
    ...before.dashboard,
    ...over.dashboard,
    notify: {
      ...before.dashboard.notify,
      ...over.dashboard?.notify,
      states: { ...before.dashboard.notify.states, ...over.dashboard?.notify?.states },
    },
  },
})

/** A project's limit that would raise what holds. `holds`: what it would have raised. */
export interface LeftAside {
  readonly path: 'memory' | 'cpus' | 'pids'
  readonly value: string
  readonly holds: string
}

/** A project's values without the limits that don't lower what holds: it can narrow, never widen. */
export const lowering = (
  values: ConfigValues,
  before: HalConfig,
): { readonly values: ConfigValues; readonly leftAside: readonly LeftAside[] } => {
  const { memory, cpus, pids, ...others } = values
  const higher = (['memory', 'cpus', 'pids'] as const).flatMap((path): readonly LeftAside[] => {
    const value = values[path]
    return value !== undefined && amountOf(value) > amountOf(before[path])
      ? [{ path, value: String(value), holds: String(before[path]) }]
      : []
  })
  return {
    values: {
      ...others,
      ...(memory !== undefined && amountOf(memory) < amountOf(before.memory) ? { memory } : {}),
      ...(cpus !== undefined && cpus < before.cpus ? { cpus } : {}),
      ...(pids !== undefined && pids < before.pids ? { pids } : {}),
    },
    leftAside: higher,
  }
}

const amountOf = (limit: string | number): number => (typeof limit === 'number' ? limit : bytesOf(limit))

const bytesOf = (size: string): number => {
  const bytes = parseBytes(size)
  return bytes.ok ? bytes.value : Number.POSITIVE_INFINITY
}

/** The keys that `values` says, as paths. Each variable for workers is one of its own: `env.LANG`. */
export const pathsOf = (values: ConfigValues): readonly string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? Object.keys(value).map((inner) => `${key}.${inner}`)
      : [key],
  )
