import { fail } from '../../lib/result.ts'
import type { EngineResult, FileEntry, Labels } from '../engine.ts'
import type { MemoryContainer } from './memory-container.ts'
import { MemoryEvents } from './memory-events.ts'

/** Files of all volumes, by the volume's name, then by path inside it. */
export type MemoryVolumes = Map<string, Map<string, FileEntry>>

/** What the memory engine remembers, and how its calls look at it: each answers `engine-lost` while the engine is away. */
export class MemoryState {
  readonly containers = new Map<string, MemoryContainer>()
  readonly volumeFiles: MemoryVolumes = new Map()
  readonly volumeLabels = new Map<string, Labels>()
  readonly events = new MemoryEvents()
  readonly #address: string

  constructor(address: string) {
    this.#address = address
  }

  readonly answer = async <T>(work: () => Awaited<EngineResult<T>>): EngineResult<T> => {
    const why = this.events.lostBecause
    return why === undefined ? work() : fail({ reason: 'engine-lost', address: this.#address, detail: why })
  }

  /** By id or by name. */
  readonly withContainer = <T>(
    id: string,
    work: (container: MemoryContainer) => Awaited<EngineResult<T>>,
  ): EngineResult<T> =>
    this.answer(() => {
      const container =
        this.containers.get(id) ?? [...this.containers.values()].find(({ spec }) => spec.name === id)
      return container === undefined ? fail({ reason: 'no-such-container', id }) : work(container)
    })
}
