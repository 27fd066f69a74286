import { nowhere, Person } from './hal.ts'
import type { Served } from './served.ts'

/** A person on another machine: no engine, no state and no folder of whom they work with, and the address of their server. */
export const away = (server: Pick<Served, 'address'>, env: Readonly<Record<string, string>> = {}): Person =>
  new Person({ ...nowhere, HAL_URL: server.address, ...env })
