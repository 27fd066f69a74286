import { EventEmitter, on } from 'node:events'
import type { ContainerAction, EngineEvent, Labels } from '../engine.ts'
import { hasLabels, type MemoryContainer } from './memory-container.ts'

/** What happens to the memory engine's containers, to all who listen. A test makes the engine go away with `lose` and come back with `recover`. */
export class MemoryEvents {
  readonly #emitter = new EventEmitter<{ event: [EngineEvent] }>().setMaxListeners(0)
  #lostBecause: string | undefined

  tell(container: MemoryContainer, action: ContainerAction, exitCode?: number): void {
    const { id, spec } = container
    const event = { kind: 'container', id, action, labels: spec.labels, at: new Date() } as const
    this.#emitter.emit('event', exitCode === undefined ? event : { ...event, exitCode })
  }

  lose(why: string): void {
    if (this.#lostBecause !== undefined) return
    this.#lostBecause = why
    this.#emitter.emit('event', { kind: 'lost', why })
  }

  recover(): void {
    if (this.#lostBecause === undefined) return
    this.#lostBecause = undefined
    this.#emitter.emit('event', { kind: 'connected' })
  }

  get lostBecause(): string | undefined {
    return this.#lostBecause
  }

  async *watch(labels: Labels, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    if (signal.aborted) return
    const events = on(this.#emitter, 'event', { signal })
    yield this.#lostBecause === undefined ? { kind: 'connected' } : { kind: 'lost', why: this.#lostBecause }
    try {
      for await (const [event] of events) {
        const told: EngineEvent = event
        const isSilent =
          told.kind === 'container' && (this.#lostBecause !== undefined || !hasLabels(told.labels, labels))
        if (!isSilent) yield told
      }
    } catch (thrown) {
      if (!signal.aborted) throw thrown
    }
  }
}
