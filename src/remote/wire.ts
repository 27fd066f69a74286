import type { IncomingMessage } from 'node:http'
import type * as z from 'zod/mini'
import type { WorkerResult } from '../workers/worker-failure.ts'
import type { Asked } from './knock.ts'
import type { ServerAddress } from './server-address.ts'

/** The way to a server: all that verbs from afar work with. */
export interface Wire {
  readonly address: ServerAddress
  /** Asks, and reads what is answered by `schema`. */
  ask<S extends z.ZodMiniType>(asked: Asked, schema: S): WorkerResult<z.output<S>>
  /** Asks for what comes little by little. `undefined`: there is nothing, nor will there be. */
  open(asked: Asked): WorkerResult<IncomingMessage | undefined>
}

/** Nothing is loaded, and nobody asked, before the first call. */
export const openWire = (address: ServerAddress): Wire => ({
  address,
  open: async (asked) => (await import('./answer.ts')).openAnswer(address, asked),
  ask: async (asked, schema) => (await import('./answer.ts')).readAnswer(address, asked, schema),
})
