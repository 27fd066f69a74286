import type { ImageVerbs } from '../images/verbs.ts'
import type { TaskVerbs } from '../tasks/verbs.ts'
import type { WorkerVerbs } from '../workers/verbs.ts'
import type { Home } from './home.ts'
import { remoteImages } from './images.ts'
import type { ServerAddress } from './server-address.ts'
import { remoteTasks } from './tasks.ts'
import { openWire } from './wire.ts'
import { remoteWorkers } from './workers.ts'

/** Another hal's fleet and tasks, through its server, by the verbs that this machine's have. Nothing is asked before the first of them. */
export function openRemote(
  address: ServerAddress,
  home: Home,
  imagesHere: ImageVerbs,
): {
  readonly workers: WorkerVerbs
  readonly images: ImageVerbs
  readonly tasks: TaskVerbs
} {
  const wire = openWire(address)
  const patient = openWire({ ...address, signal: new AbortController().signal })
  return {
    workers: remoteWorkers(wire, home),
    images: remoteImages(wire, imagesHere),
    tasks: remoteTasks(wire, patient),
  }
}
