import { EventEmitter, on } from 'node:events'
import { existsSync, type FSWatcher, readFileSync, statSync, watch } from 'node:fs'
import type { EngineEvent, Labels } from '../engine.ts'
import { type Noted, notedIn } from './journal.ts'
import { hasLabels } from './labels.ts'
import { endOf, isAlive } from './life.ts'
import { isRunning, type ProcessIdentity } from './proc.ts'
import type { ProcessState } from './process-state.ts'

/**
 * What happens to containers, whichever hal makes it happen. That one ended by itself is seen by the status that its keeper leaves; of a
 * keeper that was killed nobody tells: it is looked for each second.
 */
export async function* watchEvents(
  state: ProcessState,
  wanted: Labels,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  if (signal.aborted) return
  const told = new EventEmitter<{ event: [EngineEvent] }>()
  const events = on(told, 'event', { signal })
  using listener = new Listener(state, (event) => {
    if (event.kind !== 'container' || hasLabels(event.labels, wanted)) told.emit('event', event)
  })
  // Also where nobody reads on.
  signal.addEventListener('abort', () => listener[Symbol.dispose](), { once: true })
  yield { kind: 'connected' }
  try {
    for await (const [event] of events) yield event
  } catch (thrown) {
    if (!signal.aborted) throw thrown
  }
}

const lookAgainMs = 1_000

interface Running {
  readonly labels: Labels
  /** `undefined`: it is gone by now, and what became of it is written. */
  readonly keeper: ProcessIdentity | undefined
  /** Who sees it end. */
  readonly watcher: FSWatcher | undefined
}

/** One who reads the journal, and watches those that run. */
class Listener implements Disposable {
  readonly #state: ProcessState
  readonly #say: (event: EngineEvent) => void
  readonly #watching: FSWatcher
  readonly #looking: NodeJS.Timeout
  /** Those that have not ended, as far as was told. */
  readonly #running = new Map<string, Running>()
  #offset: number

  constructor(state: ProcessState, say: (event: EngineEvent) => void) {
    this.#state = state
    this.#say = say
    this.#watching = watch(state.journal.path, () => this.#look())
    this.#offset = statSync(state.journal.path).size
    for (const record of state.records.all()) if (isAlive(record)) this.#begin(record.id, record.spec.labels)
    this.#look()
    this.#looking = setInterval(() => {
      if (![...this.#running.values()].every(isKept)) this.#look()
    }, lookAgainMs).unref()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looking)
    this.#watching.close()
    for (const { watcher } of this.#running.values()) watcher?.close()
  }

  /** What was written comes first: whoever ends a container writes so, after all that went before. */
  #look(): void {
    this.#read()
    for (const [id, running] of this.#running) {
      // In this order: who keeps it leaves its status first, and then ends.
      const isLeft = !isKept(running)
      const { exitCode, at = isLeft ? new Date() : undefined } = endOf(this.#state, id)
      if (at === undefined) continue
      const { labels } = running
      this.#end(id)
      this.#say({ kind: 'container', id, action: 'die', labels, at, exitCode })
    }
  }

  #read(): void {
    const bytes = readFileSync(this.#state.journal.path)
    if (bytes.length < this.#offset) this.#offset = 0
    const whole = bytes.subarray(this.#offset, bytes.lastIndexOf('\n') + 1)
    this.#offset += whole.length
    for (const noted of notedIn(whole.toString())) this.#hear(noted)
  }

  #hear({ id, action, labels, at, exitCode }: Noted): void {
    if (action === 'die' && !this.#running.has(id)) return
    if (action === 'die' || action === 'destroy') this.#end(id)
    if (action === 'start') this.#begin(id, labels)
    const event = { kind: 'container', id, action, labels, at: new Date(at) } as const
    this.#say(exitCode === undefined ? event : { ...event, exitCode })
  }

  #begin(id: string, labels: Labels): void {
    this.#end(id)
    const folder = this.#state.records.runFolder(id)
    // It may be gone by now: what became of it is written.
    const watcher = existsSync(folder) ? watch(folder, () => this.#look()) : undefined
    watcher?.on('error', () => watcher.close())
    this.#running.set(id, { labels, keeper: this.#state.records.find(id)?.life?.keeper, watcher })
  }

  #end(id: string): void {
    this.#running.get(id)?.watcher?.close()
    this.#running.delete(id)
  }
}

const isKept = ({ keeper }: Running): boolean => keeper === undefined || isRunning(keeper)
