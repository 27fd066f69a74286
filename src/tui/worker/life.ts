import type { Worker } from '../../workers/worker.ts'

/** As far as keys care: what can be done to a worker now. `new`: made and not started yet. */
export type Life = 'new' | 'running' | 'frozen' | 'ended' | 'going'

const lives: Readonly<Record<Worker['phase']['kind'], Life>> = {
  creating: 'new',
  starting: 'running',
  ready: 'running',
  unreachable: 'running',
  frozen: 'frozen',
  stopping: 'going',
  exited: 'ended',
  failed: 'ended',
  removed: 'ended',
}

export const lifeOf = ({ phase }: Worker): Life => lives[phase.kind]

/** Nothing runs in it, so nothing can be lost by starting it. */
export const isDown = (life: Life | undefined): boolean => life === 'new' || life === 'ended'
