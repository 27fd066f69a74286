import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Activity, Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

const fields: Readonly<Record<string, (worker: Worker) => string>> = {
  name: (worker) => worker.name,
  state: stateOf,
  phase: (worker) => worker.phase.kind,
  activity: (worker) => worker.activity,
  profile: (worker) => worker.profile ?? '',
  image: (worker) => worker.image,
  agent: (worker) => worker.agent ?? '',
  owner: (worker) => worker.owner,
  workspace: (worker) => worker.workspace.path ?? '',
}

const phases: Readonly<Record<Worker['phase']['kind'], true>> = {
  ...{ creating: true, starting: true, ready: true, frozen: true, unreachable: true },
  ...{ stopping: true, exited: true, failed: true, removed: true },
}
const activities: Readonly<Record<Activity, true>> = {
  ...{ shell: true, working: true, waiting: true, idle: true, done: true },
  ...{ limited: true, 'login-needed': true, unknown: true },
}

/** Its state in one word, without the status that an ended one has in a list. */
function stateOf({ phase, activity, agentExitCode }: Worker): string {
  if (phase.kind !== 'ready') return phase.kind
  if (agentExitCode !== undefined) return agentExitCode === 0 ? 'done' : 'failed'
  return isTold(activity) ? activity : 'ready'
}

/** Of a shell, and of an agent that says nothing, only that it is ready is known. */
const isTold = (activity: Activity): boolean => activity !== 'shell' && activity !== 'unknown'

/** Fields that can have no other values than these. */
const words: Readonly<Record<string, readonly string[]>> = {
  state: [...Object.keys(phases), ...(Object.keys(activities) as Activity[]).filter(isTold)],
  phase: Object.keys(phases),
  activity: Object.keys(activities),
}

const oneOf = (
  known: readonly string[],
  got: string,
): { readonly expected: string; readonly got: string } => {
  const meant = closest(got, known)
  return {
    expected: `one of ${known.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`,
    got,
  }
}

/** Workers for which every `field=value` holds. `*` in a value stands for anything. */
export function filterWorkers(
  workers: readonly Worker[],
  filters: Readonly<Record<string, string>>,
): Result<readonly Worker[], WorkerFailure> {
  const tests: ((worker: Worker) => boolean)[] = []
  for (const [name, given] of Object.entries(filters)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined)
      return fail({ reason: 'invalid-input', what: '--filter', ...oneOf(Object.keys(fields), name) })
    const known = Object.hasOwn(words, name) ? words[name] : undefined
    // People read `login needed`, programs `login-needed`.
    const value = known === undefined ? given : given.replaceAll(' ', '-')
    if (known !== undefined && !value.includes('*') && !known.includes(value))
      return fail({ reason: 'invalid-input', what: `--filter ${name}`, ...oneOf(known, value) })
    const matches = globMatcher(value)
    tests.push((worker) => matches(field(worker)))
  }
  return ok(workers.filter((worker) => tests.every((test) => test(worker))))
}

function globMatcher(glob: string): (text: string) => boolean {
  const pattern = glob.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const regexp = new RegExp(`^${pattern.join('.*')}$`, 's')
  return (text) => regexp.test(text)
}
