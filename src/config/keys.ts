import { dashboardKeys } from './keys/dashboard-keys.ts'
import { fleetKeys } from './keys/fleet-keys.ts'
import { imageKeys } from './keys/image-keys.ts'
import type { KeyForm } from './keys/key-form.ts'
import { reachKeys } from './keys/reach-keys.ts'
import { taskKeys } from './keys/task-keys.ts'
import { workerKeys } from './keys/worker-keys.ts'

/** Every key, in the order in which people meet them. */
export const keys: readonly KeyForm[] = [
  ...fleetKeys,
  ...workerKeys,
  ...imageKeys,
  ...reachKeys,
  ...taskKeys,
  ...dashboardKeys,
]
