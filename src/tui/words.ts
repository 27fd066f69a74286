import type { Worker } from '../workers/worker.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'

/** How a worker is doing, in the order in which a person wants to know. */
export type Mood =
  | 'waiting'
  | 'unreachable'
  | 'failed'
  | 'done'
  | 'working'
  | 'moving'
  | 'idle'
  | 'frozen'
  | 'ended'

export const moods: readonly Mood[] = [
  'waiting',
  'unreachable',
  'failed',
  'done',
  'working',
  'moving',
  'idle',
  'frozen',
  'ended',
]

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

export const moodOf = ({ phase, activity }: Worker): Mood => {
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
export const stateWords = ({ phase, activity }: Worker): string => {
  if (phase.kind === 'failed' && phase.exitCode !== undefined) return `failed ${phase.exitCode}`
  if (phase.kind !== 'ready') return phase.kind
  return activity === 'shell' || activity === 'unknown' ? 'ready' : activity.replace('-', ' ')
}

/** Why it is not well and what to do, or undefined when there is nothing to explain. */
export const remark = (worker: Worker): string | undefined => {
  const { phase } = worker
  if (phase.kind === 'failed')
    return `${phase.isOom ? `out of memory at ${bytes(worker.limits.memoryBytes)}` : phase.why} · R restarts`
  if (phase.kind === 'unreachable') return `${phase.why} · R restarts`
  if (phase.kind === 'frozen') return 'frozen · f thaws'
  if (phase.kind === 'exited') return `ended with ${phase.exitCode} · R starts it again`
  return undefined
}

/** `12s`, `3m`, `2h`, `4d`. */
export const duration = (durationMs: number): string => {
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`
  return `${Math.floor(seconds / 86_400)}d`
}

/** `412M`, `1.1G`. */
export const bytes = (count: number): string => {
  const units = ['B', 'K', 'M', 'G', 'T']
  let amount = count
  let unit = 0
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024
    unit += 1
  }
  const isFraction = unit >= 3 && amount < 10 && Math.round(amount * 10) % 10 !== 0
  return `${isFraction ? amount.toFixed(1) : Math.round(amount)}${units[unit]}`
}

/** What happened, and what to do now. */
export const failureWords = (
  failure: WorkerFailure,
): { readonly sentence: string; readonly nextStep: string | undefined } => {
  const { reason, ...facts } = failure
  const said = Object.values(facts).filter((fact) => typeof fact === 'string' || typeof fact === 'number')
  return { sentence: [reason.replaceAll('-', ' '), ...said].join(' · '), nextStep: undefined }
}
