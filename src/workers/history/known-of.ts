import type { Phase, Worker } from '../worker.ts'
import type { Happening, What } from './happening.ts'

/** What a worker, as it is, is the proof of: that it was started, or how it ended. */
export function knownOf(worker: Worker): readonly Happening[] {
  const { name, containerId, phase, startedAt } = worker
  if (phase.kind === 'exited' || phase.kind === 'failed')
    return [{ name, containerId, at: phase.since, what: endOf(phase) }]
  return startedAt === undefined ? [] : [{ name, containerId, at: startedAt, what: startOf(worker) }]
}

const startOf = ({ image, profile, agent, workspace }: Worker): What => ({
  ...{ kind: 'started', image, profile, agent, workspace: workspace.path },
  branch: 'branch' in workspace ? workspace.branch : undefined,
})

const endOf = (phase: Extract<Phase, { kind: 'exited' | 'failed' }>): What => ({
  ...{ kind: 'ended', exitCode: phase.exitCode, why: phase.why },
  isOom: phase.kind === 'failed' && phase.isOom,
})
