import type { Diagnosis } from '../cli/command.ts'
import { printable } from '../lib/printable.ts'
import { moodOf, stateWords } from '../present/worker.ts'
import type { Worker } from '../workers/worker.ts'

/** How many workers are how, those that can't go on without a person by name. */
export function workersDiagnosis(workers: readonly Worker[]): Diagnosis {
  const named = (isMeant: (worker: Worker) => boolean) =>
    workers.filter(isMeant).map(({ name }) => printable(name))
  const silent = named(({ phase }) => phase.kind === 'unreachable')
  if (silent.length > 0)
    return {
      ...{ what: 'workers', state: 'failed', detail: `${silent.join(', ')} can't be reached` },
      next: '`hal workers restart NAME` brings one back with its files.',
    }
  const needy = workers.filter(needsLogin)
  const agents = [...new Set(needy.map(({ agent }) => agent ?? 'AGENT'))]
  return {
    what: 'workers',
    state: needy.length > 0 ? 'warning' : 'ok',
    detail: workers.length === 0 ? 'none' : `${workers.length}: ${countsOf(workers).join(', ')}`,
    next:
      needy.length > 0
        ? `${agents.map((agent) => `\`hal login ${agent}\``).join(', ')} logs in for all of them, or \`hal attach NAME\` in one.`
        : undefined,
  }
}

const needsLogin = ({ phase, activity, agentExitCode }: Worker): boolean =>
  phase.kind === 'ready' && agentExitCode === undefined && activity === 'login-needed'

/** `5 ready`, `2 waiting (ada, lin)` */
function countsOf(workers: readonly Worker[]): readonly string[] {
  const groups = Map.groupBy(workers, stateWords)
  return [...groups].map(([state, some]) => {
    const isNamed = some.some((worker) => named.has(moodOf(worker)))
    const names = isNamed ? ` (${some.map(({ name }) => printable(name)).join(', ')})` : ''
    return `${some.length} ${state}${names}`
  })
}

const named: ReadonlySet<string> = new Set(['waiting', 'failed'])
