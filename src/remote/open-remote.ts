import type { TaskVerbs } from '../tasks/verbs.ts'
import type { WorkerVerbs } from '../workers/verbs.ts'
import type { Home } from './home.ts'
import type { ServerAddress } from './server-address.ts'
import { remoteTasks } from './tasks.ts'
import { openWire } from './wire.ts'
import { remoteWorkers } from './workers.ts'

/** Another hal's fleet and tasks, through its server, by the verbs that this machine's have. Nothing is asked before the first of them. */
export function openRemote(
  address: ServerAddress,
  home: Home,
): {
  readonly workers: WorkerVerbs
  readonly tasks: TaskVerbs
} {
  const wire = openWire(address)
  const patient = openWire({ ...address, signal: new AbortController().signal })
  return { workers: remoteWorkers(wire, home), tasks: remoteTasks(wire, patient) }
}
