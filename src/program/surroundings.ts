import type { RemoteFailure } from '../engines/remote-failure.ts'
import type { Result } from '../lib/result.ts'
import type { EngineCall } from '../server/metrics/metrics.ts'
import type { StoreFailure } from '../store/store-failure.ts'

/** What the outside world gives to hal, besides its config. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  /** What this machine calls itself. */
  readonly hostName: string
  readonly platform: NodeJS.Platform
  readonly uid: number
  readonly gid: number
  /** The root of hal's own package. */
  readonly packageDir: string
  readonly version: string
  readonly signal: AbortSignal
  /** What lets hal into the server whose fleet it works on, or why it can't be had. */
  readonly secret?: Result<string | undefined, RemoteFailure>
  /** Runs a hal of the same settings that outlives this one and its terminal. */
  readonly leaveBehind: (argv: readonly string[]) => void
  /** Says that what happens to workers can't be kept. Not where somebody looks at a screen of hal's. */
  readonly onUnkept: (failure: StoreFailure) => void
  /** Told how each call of the engine went. */
  readonly onEngineCall?: (call: EngineCall) => void
}

/** HAL_DIRECT=off: always through the engine, as where its machine is another one. */
export const isDirect = (env: Surroundings['env']): boolean => env['HAL_DIRECT'] !== 'off'
