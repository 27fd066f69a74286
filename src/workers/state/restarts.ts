import type { Engine } from '../../engines/engine.ts'
import type { Background } from '../../lib/background.ts'
import { createLimiter } from '../../lib/limiter.ts'
import { inside } from '../reach/inside.ts'
import type { Worker } from '../worker.ts'

/** Far more digits than a worker has lives. */
const maxBytes = 32

interface Options {
  readonly engine: Engine
  readonly background: Background
  readonly signal: AbortSignal
  readonly onChange: (containerId: string) => void
  /** Whether its tmux has answered: by then it has counted its start. */
  readonly isReached: (worker: Worker) => boolean
}

/**
 * How often each worker was started again since it was made, as it counts itself at each start: whoever started it, and whether a hal
 * ran then or not. Read once a life, from one start of its container to its end.
 */
export class Restarts {
  /** By life; `undefined` while it is read, and where it doesn't say. */
  readonly #counts = new Map<string, number | undefined>()
  readonly #limited = createLimiter(2)
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  readonly of = (worker: Worker): number | undefined => this.#counts.get(lifeOf(worker))

  /** Follows these workers and no others. */
  readonly follow = (workers: readonly Worker[]): void => {
    const lives = new Set(workers.map(lifeOf))
    for (const life of this.#counts.keys()) if (!lives.has(life)) this.#counts.delete(life)
    for (const worker of workers) this.read(worker)
  }

  /** Unless that is done, or too early. */
  readonly read = (worker: Worker): void => {
    const { background, signal, onChange, isReached } = this.#options
    const { kind } = worker.phase
    const life = lifeOf(worker)
    const isRunning = kind === 'ready' || kind === 'unreachable'
    if (this.#counts.has(life) || kind === 'creating' || (isRunning && !isReached(worker))) return
    this.#counts.set(life, undefined)
    void background.run(() =>
      this.#limited(async () => {
        if (signal.aborted) return
        const count = await this.#count(worker)
        if (count === undefined || !this.#counts.has(life)) return
        this.#counts.set(life, count)
        onChange(worker.containerId)
      }),
    )
  }

  async #count({ containerId }: Worker): Promise<number | undefined> {
    const file = await this.#options.engine.readFile(containerId, inside.starts, { maxBytes })
    const written = file.ok ? (file.value?.toString('utf8').trim() ?? '') : ''
    return /^\d{1,9}$/.test(written) ? Math.max(0, Number(written) - 1) : undefined
  }
}

const lifeOf = ({ containerId, startedAt, phase }: Worker): string =>
  `${containerId} ${startedAt?.getTime() ?? `ended ${phase.since?.getTime()}`}`
