import { printable } from '../lib/printable.ts'
import type { Worker } from '../workers/worker.ts'
import { formatBytes } from './bytes.ts'
import { formatAge } from './duration.ts'
import type { Cell } from './table.ts'

/** How a worker is doing, in the order in which a person wants to know. */
export const moods = [
  'waiting',
  'unreachable',
  'failed',
  'done',
  'working',
  'moving',
  'idle',
  'frozen',
  'ended',
] as const
export type Mood = (typeof moods)[number]

/** What asks for a person. */
export const isAttention = (mood: Mood): boolean =>
  mood === 'waiting' || mood === 'unreachable' || mood === 'failed'

const moodOfActivity: Readonly<Record<Worker['activity'], Mood>> = {
  waiting: 'waiting',
  limited: 'waiting',
  'login-needed': 'waiting',
  done: 'done',
  working: 'working',
  shell: 'idle',
  idle: 'idle',
  unknown: 'idle',
}

export function moodOf({ phase, activity }: Worker): Mood {
  switch (phase.kind) {
    case 'ready':
      return moodOfActivity[activity]
    case 'failed':
    case 'unreachable':
    case 'frozen':
      return phase.kind
    case 'exited':
    case 'removed':
      return 'ended'
    default:
      return 'moving'
  }
}

/** One or two words: `ready`, `working`, `failed 137`. */
export function stateWords({ phase, activity }: Worker): string {
  if (phase.kind === 'failed' && phase.exitCode !== undefined) return `failed ${phase.exitCode}`
  if (phase.kind !== 'ready') return phase.kind
  return activity === 'shell' || activity === 'unknown' ? 'ready' : activity.replace('-', ' ')
}

/** Why it is not well; `undefined` when there is nothing to explain. */
export function remark({ phase, limits }: Worker): string | undefined {
  if (phase.kind === 'failed')
    return phase.isOom ? `out of memory at ${formatBytes(limits.memoryBytes)}` : printable(phase.why)
  if (phase.kind === 'unreachable') return printable(phase.why)
  if (phase.kind === 'exited' && phase.why !== undefined) return printable(phase.why)
  return undefined
}

const headings = ['WORKER', 'STATE', 'FOR', 'PROFILE', 'LIMITS', 'IMAGE', 'WORKSPACE']

export type PaintMood = (mood: Mood, text: string) => string

/** The rows of `hal workers list`, headings first. */
export function workerRows(
  workers: readonly Worker[],
  now: Date,
  paint: PaintMood,
): readonly (readonly Cell[])[] {
  return [headings.map((text) => ({ text })), ...workers.map((worker) => workerRow(worker, now, paint))]
}

function workerRow(worker: Worker, now: Date, paint: PaintMood): readonly Cell[] {
  const mood = moodOf(worker)
  return [
    { text: printable(worker.name) },
    { text: stateWords(worker), paint: (text) => paint(mood, text) },
    { text: formatAge(worker.phase.since, now) },
    { text: worker.profile === undefined ? '–' : printable(worker.profile) },
    { text: `${formatBytes(worker.limits.memoryBytes)} · ${worker.limits.cpus} cpu` },
    { text: printable(worker.image) },
    { text: worker.workspace.kind === 'bind' ? printable(worker.workspace.path) : '–' },
    { text: remark(worker) ?? '' },
  ]
}

/** One worker in `list --json` and `inspect --json`; `version` 1 of the schema around it. */
export function workerJson(worker: Worker): object {
  const { phase, workspace } = worker
  return {
    name: worker.name,
    phase: phase.kind,
    activity: worker.activity,
    profile: worker.profile ?? null,
    image: worker.image,
    imageId: worker.imageId,
    agent: worker.agent ?? null,
    owner: worker.owner,
    workspace: workspace.kind === 'bind' ? workspace.path : null,
    limits: worker.limits,
    since: phase.since.toISOString(),
    createdAt: worker.createdAt.toISOString(),
    startedAt: worker.startedAt?.toISOString() ?? null,
    exitCode: phase.kind === 'exited' || phase.kind === 'failed' ? (phase.exitCode ?? null) : null,
    isOom: phase.kind === 'failed' && phase.isOom,
    why: 'why' in phase ? (phase.why ?? null) : null,
    containerId: worker.containerId,
    containerName: worker.containerName,
    halVersion: worker.halVersion,
    tools: worker.toolsFingerprint,
  }
}

export const workersJson = (workers: readonly Worker[]): object => ({
  version: 1,
  workers: workers.map(workerJson),
})
