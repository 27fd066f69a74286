import { remark } from '../../present/worker.ts'
import type { Worker } from '../../workers/worker.ts'

/** Why a worker is not well, and the key that helps; `undefined` when there is nothing to explain. */
export const advice = (worker: Worker): string | undefined => {
  const { phase } = worker
  if (phase.kind === 'frozen') return 'frozen · f thaws'
  const why = remark(worker)
  if (phase.kind === 'exited') return `${why ?? `ended with ${phase.exitCode}`} · R starts it again`
  if (why === undefined) return undefined
  return phase.kind === 'failed' ? `${why} · R starts it again` : `${why} · R restarts it`
}
