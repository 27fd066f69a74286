import type { Container, Labels } from '../engines/engine.ts'

/**
 * Labels are a worker's identity: the engine is the registry, and a hal that lost its own state still knows its workers.
 * `schema` says how to read the rest; a newer hal reads what an older one wrote.
 */
export const label = {
  role: 'dev.hal.role',
  schema: 'dev.hal.schema',
  name: 'dev.hal.name',
  owner: 'dev.hal.owner',
  version: 'dev.hal.version',
  tools: 'dev.hal.tools',
  spec: 'dev.hal.spec',
  /** Of a workspace that hal made: `own-workspace.ts`. */
  workspace: 'dev.hal.workspace',
} as const

export const schemaVersion = '1'

export const containerName = (workerName: string): string => `hal-${workerName}`

/** What a container must carry to be one of `owner`'s workers; everybody's without an owner. */
export const workerLabels = (owner: string | undefined): Labels => ({
  [label.role]: 'worker',
  ...(owner === undefined ? {} : { [label.owner]: owner }),
})

/** What a worker was started with, as its label keeps it. Environment values stay out: a digest says whether they are equal. */
export interface SpecLabel {
  readonly profile: string | null
  readonly image: string
  readonly workspace: string | null
  readonly memoryBytes: number
  readonly cpus: number
  readonly pids: number
  readonly envDigest: string
  readonly command: readonly string[]
  /** Missing where an older hal wrote it. */
  readonly agent?: string | null
  readonly isUnattended?: boolean
  /** It was started for a task. */
  readonly isHeadless?: boolean
  /** By name: hal brings them again at each start. */
  readonly secrets?: readonly string[]
}

/** `undefined` for a label that hal did not write or can't read. */
export function readSpec(container: Pick<Container, 'labels'>): SpecLabel | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(container.labels[label.spec] ?? '')
  } catch {
    return undefined
  }
  return isSpecLabel(parsed) ? parsed : undefined
}

function isSpecLabel(value: unknown): value is SpecLabel {
  if (typeof value !== 'object' || value === null) return false
  const spec = value as Record<string, unknown>
  return (
    (spec['profile'] === null || typeof spec['profile'] === 'string') &&
    typeof spec['image'] === 'string' &&
    (spec['workspace'] === null || typeof spec['workspace'] === 'string') &&
    [spec['memoryBytes'], spec['cpus'], spec['pids']].every((number) => typeof number === 'number') &&
    typeof spec['envDigest'] === 'string' &&
    Array.isArray(spec['command']) &&
    spec['command'].every((part) => typeof part === 'string') &&
    ['string', 'object', 'undefined'].includes(typeof spec['agent']) &&
    isListOrMissing(spec['secrets'])
  )
}

const isListOrMissing = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((part) => typeof part === 'string'))

/** One volume for all sockets of an engine, one owner-only folder a worker, and each worker sees its own only. */
export const socketVolume = { name: 'hal-sockets', labels: { 'dev.hal.role': 'sockets' } } as const
