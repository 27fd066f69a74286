import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Named, SeenWorker } from './whom.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** A DNS label: it is also the container's host name. */
const dnsLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export const isWorkerName = (name: string): boolean => dnsLabel.test(name)

/** `invalid-name` unless `name` is a DNS label of at most 63 characters. */
export const parseWorkerName = (name: string): Result<string, WorkerFailure> =>
  isWorkerName(name) ? ok(name) : fail({ reason: 'invalid-name', name })

const taskPrefix = 'task-'

/** Ids of tasks are hal's own making, short and of a name's characters. */
export const taskWorkerName = (id: string): string => `${taskPrefix}${id}`

/** The task that a worker was started for, by that worker's name. */
export const taskOfName = (name: string): string => name.slice(taskPrefix.length)

/** Short names that are easy to say and to type; the first free one, then with a number. */
export function makeUpName(taken: ReadonlySet<string>, random: () => number = Math.random): string {
  const free = friendlyNames.filter((name) => !taken.has(name))
  const pick = free[Math.floor(random() * free.length)]
  if (pick !== undefined) return pick
  const base = friendlyNames[Math.floor(random() * friendlyNames.length)] ?? 'worker'
  let number = 2
  while (taken.has(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}

/** Names for `count` workers: NAME-1 … NAME-N, or one made up for each. */
export function namesFor(
  given: string | undefined,
  count: number,
  taken: ReadonlySet<string>,
): readonly string[] {
  if (given !== undefined) {
    return count === 1 ? [given] : Array.from({ length: count }, (_, index) => `${given}-${index + 1}`)
  }
  const names: string[] = []
  const used = new Set(taken)
  for (let index = 0; index < count; index += 1) {
    const name = makeUpName(used)
    used.add(name)
    names.push(name)
  }
  return names
}

/**
 * The worker that is meant. One that was seen is that container and no other; what a person wrote is an exact name, else a unique prefix
 * of a name, else a unique prefix of a container id.
 */
export const resolveWorker = (
  workers: readonly Worker[],
  { name, containerId }: Named,
): Result<Worker, WorkerFailure> =>
  containerId === undefined ? resolveName(workers, name) : resolveSeen(workers, { name, containerId })

function resolveSeen(workers: readonly Worker[], seen: SeenWorker): Result<Worker, WorkerFailure> {
  const namesakes = workers.filter(({ name }) => name === seen.name)
  const found = namesakes.find(({ containerId }) => containerId === seen.containerId)
  return found === undefined
    ? fail({ reason: 'worker-gone', name: seen.name, isNameTaken: namesakes.length > 0 })
    : ok(found)
}

function resolveName(workers: readonly Worker[], given: string): Result<Worker, WorkerFailure> {
  const exact = workers.find((worker) => worker.name === given)
  if (exact !== undefined) return ok(exact)
  const byName = given === '' ? [] : workers.filter((worker) => worker.name.startsWith(given))
  const byId = /^[0-9a-f]{4,64}$/.test(given)
    ? workers.filter((worker) => worker.containerId.startsWith(given))
    : []
  const matches = byName.length > 0 ? byName : byId
  const [only, second] = matches
  if (only !== undefined && second === undefined) return ok(only)
  if (only !== undefined) {
    return fail({ reason: 'ambiguous-worker', name: given, matches: matches.map((worker) => worker.name) })
  }
  const running = workers.filter(isRunning).map((worker) => worker.name)
  const onBranch = workers.find(({ workspace }) => 'branch' in workspace && workspace.branch === given)
  if (onBranch !== undefined) {
    const meant = { suggestion: onBranch.name, isBranch: true, running }
    return fail({ reason: 'no-such-worker', name: given, ...meant })
  }
  if (!isWorkerName(given)) return fail({ reason: 'invalid-name', name: given })
  const names = workers.map((worker) => worker.name)
  return fail({ reason: 'no-such-worker', name: given, suggestion: closest(given, names), running })
}

const isRunning = ({ phase }: Worker): boolean =>
  phase.kind === 'ready' || phase.kind === 'frozen' || phase.kind === 'unreachable'

const friendlyNames: readonly string[] = (
  'ada alan alva amy ann ari asa ava bea ben bob cal cleo dan dora eli emil ena esa eva fay finn gil grace gus hana hugo ida ines ira ivo ' +
  'jan jim joan joy jun kai kay kim kit lea lee leo lin lou lua mae max mia milo mina ned nia nils noa nora olga oli ora otto pam paz pia ' +
  'ray rex ria rob rosa roy ruth sam sia sol sue taj tess tim tom una uma val vera vic wes wil xia yan yara zed zoe'
).split(' ')
