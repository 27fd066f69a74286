import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

const fields: Readonly<Record<string, (worker: Worker) => string>> = {
  name: (worker) => worker.name,
  phase: (worker) => worker.phase.kind,
  activity: (worker) => worker.activity,
  profile: (worker) => worker.profile ?? '',
  image: (worker) => worker.image,
  agent: (worker) => worker.agent ?? '',
  owner: (worker) => worker.owner,
  workspace: (worker) => worker.workspace.path ?? '',
}

/** Workers for which every `field=value` holds. `*` in a value stands for anything. */
export function filterWorkers(
  workers: readonly Worker[],
  filters: Readonly<Record<string, string>>,
): Result<readonly Worker[], WorkerFailure> {
  const tests: ((worker: Worker) => boolean)[] = []
  for (const [name, value] of Object.entries(filters)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) {
      const known = Object.keys(fields)
      const meant = closest(name, known)
      const expected = `one of ${known.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`
      return fail({ reason: 'invalid-input', what: '--filter', expected, got: name })
    }
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
