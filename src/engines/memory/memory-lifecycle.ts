import { fail, ok } from '../../lib/result.ts'
import type { Container, Engine } from '../engine.ts'
import { hasLabels, isAlive, type MemoryContainer, snapshotOf } from './memory-container.ts'
import type { MemoryImages } from './memory-images.ts'
import type { MemoryState } from './memory-state.ts'

type Lifecycle = Pick<
  Engine,
  'list' | 'inspect' | 'create' | 'start' | 'stop' | 'pause' | 'unpause' | 'remove'
>

/** Containers from their creation to their end. */
export const memoryLifecycle = (state: MemoryState, images: MemoryImages): Lifecycle => {
  const { containers, events, answer, withContainer } = state
  let count = 0
  return {
    list: (labels) =>
      answer(() =>
        ok([...containers.values()].filter(({ spec }) => hasLabels(spec.labels, labels)).map(snapshotOf)),
      ),
    inspect: (id) => withContainer<Container>(id, (container) => ok(snapshotOf(container))),
    create: (spec) =>
      answer<string>(() => {
        const { name, image: reference } = spec
        if ([...containers.values()].some((other) => other.spec.name === name))
          return fail({ reason: 'name-taken', name })
        const image = images.get(reference)
        if (image === undefined)
          return fail({ reason: 'no-such-image', image: reference, detail: 'not in memory' })
        const id = (++count).toString(16).padStart(64, '0')
        const own = { files: new Map(), log: [], processes: new Set<AbortController>() }
        const container: MemoryContainer = {
          id,
          spec,
          imageId: image.id,
          createdAt: new Date(),
          status: { kind: 'created' },
          ...own,
        }
        containers.set(id, container)
        events.tell(container, 'create')
        return ok(id)
      }),
    start: (id) =>
      withContainer<void>(id, (container) => {
        if (isAlive(container)) return ok(undefined)
        container.status = { kind: 'running', startedAt: new Date() }
        events.tell(container, 'start')
        return ok(undefined)
      }),
    stop: (id) =>
      withContainer<void>(id, (container) => {
        if (isAlive(container)) endContainer(state, container, { exitCode: 0, isOom: false })
        return ok(undefined)
      }),
    pause: (id) =>
      withContainer<void>(id, (container) => {
        if (!isAlive(container)) return fail({ reason: 'not-running', id })
        if (container.status.kind !== 'running') return ok(undefined)
        container.status = { kind: 'paused', startedAt: container.status.startedAt }
        events.tell(container, 'pause')
        return ok(undefined)
      }),
    unpause: (id) =>
      withContainer<void>(id, (container) => {
        if (!isAlive(container)) return fail({ reason: 'not-running', id })
        if (container.status.kind !== 'paused') return ok(undefined)
        container.status = { kind: 'running', startedAt: container.status.startedAt }
        events.tell(container, 'unpause')
        return ok(undefined)
      }),
    remove: async (id, { force = false } = {}) => {
      const removed = await withContainer<void>(id, (container) => {
        if (isAlive(container) && !force) return fail({ reason: 'container-running', id })
        if (isAlive(container)) endContainer(state, container, { exitCode: 137, isOom: false })
        containers.delete(container.id)
        events.tell(container, 'destroy')
        return ok(undefined)
      })
      return removed.ok || removed.failure.reason !== 'no-such-container' ? removed : ok(undefined)
    },
  }
}

/** Its processes end with it. */
export function endContainer(
  { events }: MemoryState,
  container: MemoryContainer,
  { exitCode, isOom }: { readonly exitCode: number; readonly isOom: boolean },
): void {
  container.status = { kind: 'exited', exitCode, isOom, finishedAt: new Date(), error: '' }
  for (const process of container.processes) process.abort()
  if (isOom) events.tell(container, 'oom')
  events.tell(container, 'die', exitCode)
}
