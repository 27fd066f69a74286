import type { Container, ContainerStatus } from '../../engines/engine.ts'
import { label, readSpec, type SpecLabel } from '../labels.ts'
import { taskOfName } from '../name.ts'
import { readOwnWorkspace } from '../work/own-workspace.ts'
import type { Phase, Worker, WorkspaceMount } from '../worker.ts'

/**
 * A container as the worker it is. A running one is `ready` here: whether its tmux answers is for the caller to ask (`reach.ts`).
 * Since when a paused one is `frozen`, it doesn't know (`frozen-since.ts`).
 * `undefined` when it is not a worker of hal's (its labels don't say so).
 */
export function workerFromContainer(container: Container): Worker | undefined {
  const name = container.labels[label.name]
  const spec = readSpec(container)
  if (name === undefined || spec === undefined || container.labels[label.role] !== 'worker') return undefined
  const { status } = container
  const agent = spec.agent ?? (spec.command.length === 0 ? undefined : 'custom')
  return {
    name,
    containerId: container.id,
    containerName: container.name,
    owner: container.labels[label.owner] ?? '',
    phase: phaseOf(status, container.createdAt),
    activity:
      status.kind === 'running' && spec.command.length === 0 && agent === undefined ? 'shell' : 'unknown',
    activitySince: undefined,
    activityBy: undefined,
    question: undefined,
    profile: spec.profile ?? undefined,
    image: container.image,
    imageId: container.imageId,
    agent,
    command: spec.command,
    agentExitCode: undefined,
    task: spec.isHeadless === true ? taskOfName(name) : undefined,
    workspace: workspaceOf(container, spec),
    limits: { memoryBytes: spec.memoryBytes, cpus: spec.cpus, pids: spec.pids },
    createdAt: container.createdAt,
    startedAt: status.kind === 'running' || status.kind === 'paused' ? status.startedAt : undefined,
    halVersion: container.labels[label.version] ?? '',
    toolsFingerprint: container.labels[label.tools] ?? '',
    labels: container.labels,
  }
}

function workspaceOf({ labels }: Container, { workspace }: SpecLabel): WorkspaceMount {
  const own = readOwnWorkspace(labels[label.workspace])
  switch (own?.kind) {
    case 'clone':
      return { kind: 'clone', path: own.repository, folder: own.folder, branch: own.branch, base: own.base }
    case 'url':
      return { kind: 'url', path: own.url, folder: own.folder, branch: own.branch ?? undefined }
    case 'empty':
      return { kind: 'empty', folder: own.folder }
    case undefined:
      return workspace === null ? { kind: 'empty' } : { kind: 'bind', path: workspace }
  }
}

function phaseOf(status: ContainerStatus, createdAt: Date): Phase {
  switch (status.kind) {
    case 'created':
      return { kind: 'creating', since: createdAt }
    case 'running':
      return { kind: 'ready', since: status.startedAt ?? createdAt }
    case 'paused':
      return { kind: 'frozen', since: undefined }
    case 'removing':
      return { kind: 'stopping', since: createdAt }
    case 'exited':
      return endedPhase(status, status.finishedAt ?? createdAt)
  }
}

function endedPhase(status: Extract<ContainerStatus, { kind: 'exited' }>, since: Date): Phase {
  const { exitCode, isOom, error } = status
  if (exitCode === 0 && !isOom && error === '') return { kind: 'exited', since, exitCode, why: undefined }
  const why = isOom ? 'out of memory' : error === '' ? endWords(exitCode) : error
  return { kind: 'failed', since, exitCode, isOom, why }
}

/** 128 + n is how a shell reports the end by signal n. */
const endWords = (exitCode: number): string =>
  exitCode === 137 ? 'killed' : exitCode === 143 ? 'terminated' : `ended with status ${exitCode}`
