import type { Web } from '../../lib/web.ts'
import type { Pin } from '../declare/pins.ts'

/** What the place that a tool comes from says is newest. */
export interface Newest {
  readonly version: string
  /** Where that place says them too; empty otherwise. */
  readonly sums: Pin['sums']
}

/** What is needed to ask. */
export interface Asking {
  readonly web: Web
  /** Without a slash at its end. */
  readonly npmRegistry: string
}
