import { fail, ok, type Result } from '../../lib/result.ts'
import { isWorkerName } from '../name.ts'
import type { StartInput } from '../verbs.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { leastPids } from './spec.ts'

/** What can't be right, whatever there is on the machine that workers are started on. */
export function checkStart({
  name,
  count = 1,
  pids,
  cpus,
  image,
  profile,
  workspace,
  branch,
  base,
}: StartInput): Result<undefined, WorkerFailure> {
  if (branch !== undefined && count > 1) {
    return fail({
      reason: 'invalid-input',
      what: '--branch',
      expected: 'one worker (`--workspace clone` gives each of several a branch of its own)',
      got: String(count),
    })
  }
  if ((branch ?? base) !== undefined && (workspace === 'bind' || workspace === 'empty')) {
    return fail({
      reason: 'invalid-input',
      what: '--workspace with a branch',
      expected: 'clone, the address of a repository, or a folder in one',
      got: workspace,
    })
  }
  if (image !== undefined && profile !== undefined) {
    return fail({
      reason: 'invalid-input',
      what: '--image and --profile',
      expected: 'one of them',
      got: 'both',
    })
  }
  if (name !== undefined && !isWorkerName(name)) return fail({ reason: 'invalid-name', name })
  if (!(Number.isInteger(count) && count >= 1 && count <= 500)) {
    return fail({
      reason: 'invalid-input',
      what: '--count',
      expected: 'a whole number from 1 to 500',
      got: String(count),
    })
  }
  if (name !== undefined && count > 1 && !isWorkerName(`${name}-${count}`)) {
    return fail({ reason: 'invalid-name', name: `${name}-${count}` })
  }
  if (pids !== undefined && !(Number.isInteger(pids) && pids >= leastPids)) {
    return fail({
      reason: 'invalid-input',
      what: '--pids',
      expected: `a whole number of at least ${leastPids}`,
      got: String(pids),
    })
  }
  if (cpus !== undefined && !(cpus >= 0.1)) {
    return fail({ reason: 'invalid-input', what: '--cpus', expected: 'at least 0.1', got: String(cpus) })
  }
  return ok(undefined)
}
