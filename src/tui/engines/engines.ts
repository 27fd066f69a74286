import type { ImageVerbs } from '../../images/verbs.ts'
import type { Result } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'

/** What is done through one engine. Disposed once it is shown no more. */
export interface OpenEngine extends AsyncDisposable {
  readonly verbs: WorkerVerbs
  readonly images: ImageVerbs
  /** Reads the names that the start form offers. */
  readonly profiles: () => Promise<readonly string[]>
}

/** The engines that the dashboard can turn to, as `--engine` names them. */
export interface Engines {
  readonly known: () => Promise<KnownEngines>
  readonly open: (name: string) => Promise<Result<OpenEngine, WorkerFailure>>
}

export interface KnownEngines {
  /** The one that the dashboard was opened with; `undefined` where nobody knows what it is called. */
  readonly present: string | undefined
  /** Others may answer, too: any address does. */
  readonly names: readonly string[]
}

export interface EnginesState extends KnownEngines {
  /** The person turned to it here: what it was called then stands beside the name that it gives itself. */
  readonly isTurnedTo: boolean
}

export const noEngines: EnginesState = { present: undefined, names: [], isTurnedTo: false }
