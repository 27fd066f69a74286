import { remark } from '../../present/worker.ts'
import type { Worker } from '../../workers/worker.ts'
import { keyFor } from '../keys/key-for.ts'
import type { Model } from '../model.ts'

/** Why a worker is not well, and the key that helps; `undefined` when there is nothing to explain. */
export const advice = (worker: Worker, model: Pick<Model, 'keyHints'>): string | undefined => {
  const restart = keyFor(model, 'worker.restart', 'R')
  const { phase, task } = worker
  if (phase.kind === 'frozen') return `frozen · ${keyFor(model, 'worker.freeze', 'f')} thaws`
  const why = remark(worker)
  if (task !== undefined && why !== undefined) return why
  if (phase.kind === 'exited') return `${why ?? `ended with ${phase.exitCode}`} · ${restart} starts it again`
  if (why === undefined) return undefined
  return phase.kind === 'failed' ? `${why} · ${restart} starts it again` : `${why} · ${restart} restarts it`
}
