import type { Container, ContainerSpec, ContainerStatus, FileEntry, Labels } from '../engine.ts'

/** One container of the memory engine: what it was made of, and what became of it. */
export interface MemoryContainer {
  readonly id: string
  readonly spec: ContainerSpec
  readonly createdAt: Date
  readonly imageId: string
  status: ContainerStatus
  /** Its own files by absolute path; those on volumes are the volumes'. */
  readonly files: Map<string, FileEntry>
  readonly log: string[]
  /** Ends the processes that run in it. */
  readonly processes: Set<AbortController>
}

export const snapshotOf = ({ id, spec, imageId, status, createdAt }: MemoryContainer): Container => ({
  id,
  name: spec.name,
  image: spec.image,
  imageId,
  labels: spec.labels,
  status,
  createdAt,
})

export const isAlive = ({ status }: MemoryContainer): boolean =>
  status.kind === 'running' || status.kind === 'paused'

export const hasLabels = (labels: Labels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => key in labels && (value === '' || labels[key] === value))
