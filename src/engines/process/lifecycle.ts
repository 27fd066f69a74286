import { randomBytes } from 'node:crypto'
import { fail, ok } from '../../lib/result.ts'
import type { Container, Engine, EngineResult } from '../engine.ts'
import { theImage } from './images.ts'
import { hasLabels } from './labels.ts'
import { endKept, endLeft, endOf, freeze, isAlive, startKept, statusOf, thaw } from './life.ts'
import { layMounts } from './places.ts'
import type { ProcessState } from './process-state.ts'
import type { ProcessRecord } from './records.ts'
import { volumeFolder } from './shared.ts'

type Lifecycle = Pick<
  Engine,
  'list' | 'inspect' | 'create' | 'start' | 'stop' | 'pause' | 'unpause' | 'remove'
>

/** Containers from their creation to their end. */
export const lifecycleMethods = (state: ProcessState): Lifecycle => {
  const { records, journal, withContainer } = state
  return {
    list: async (labels) => {
      await Promise.all(state.starting.values())
      return ok(
        records
          .all()
          .filter(({ spec }) => hasLabels(spec.labels, labels))
          .map((record) => snapshotOf(state, record)),
      )
    },
    inspect: (id) => withContainer<Container>(id, (record) => ok(snapshotOf(state, record))),
    create: async (asked) => {
      // Its tools are this machine's own.
      const spec = { ...asked, mounts: asked.mounts.filter(({ target }) => target !== state.toolsDir) }
      if (spec.image !== theImage)
        return fail({
          ...{ reason: 'no-such-image', image: spec.image },
          detail: 'workers are processes of this machine, without an image',
        })
      const record: ProcessRecord = { id: newId(), spec, createdAt: new Date().toISOString(), put: [] }
      if (!records.add(record)) return fail({ reason: 'name-taken', name: spec.name })
      const volume = (name: string) => volumeFolder(state, name)
      layMounts(spec.mounts, records.root(record.id), { volume, memory: state.memory(record) })
      journal.tell(record, 'create')
      return ok(record.id)
    },
    start: (id, { signal } = {}) =>
      withContainer<void>(id, async (record) => {
        if (isAlive(record)) return ok(undefined)
        if (signal?.aborted === true) return fail({ reason: 'cancelled', what: `start of ${id}` })
        const starting = begin(state, record)
        state.starting.set(record.id, starting)
        return starting.finally(() => state.starting.delete(record.id))
      }),
    stop: (id, { graceMs }) =>
      withContainer<void>(id, async (record) => {
        if (isAlive(record)) await end(state, record, graceMs)
        else endLeft(state, record)
        return ok(undefined)
      }),
    pause: (id) =>
      withContainer<void>(id, (record) => {
        if (!isAlive(record) || record.life === undefined) return fail({ reason: 'not-running', id })
        if (record.isPaused === true) return ok(undefined)
        freeze(record.life.keeper.pid)
        records.write({ ...record, isPaused: true })
        journal.tell(record, 'pause')
        return ok(undefined)
      }),
    unpause: (id) =>
      withContainer<void>(id, (record) => {
        if (!isAlive(record) || record.life === undefined) return fail({ reason: 'not-running', id })
        if (record.isPaused !== true) return ok(undefined)
        const { isPaused: _, ...rest } = record
        thaw(record.life.keeper.pid)
        records.write(rest)
        journal.tell(record, 'unpause')
        return ok(undefined)
      }),
    remove: async (id, { force = false } = {}) => {
      const removed = await withContainer<void>(id, async (record) => {
        if (isAlive(record) && !force) return fail({ reason: 'container-running', id })
        if (isAlive(record)) await end(state, record, 0)
        else endLeft(state, record)
        records.remove(record)
        journal.tell(record, 'destroy')
        return ok(undefined)
      })
      return removed.ok || removed.failure.reason !== 'no-such-container' ? removed : ok(undefined)
    },
  }
}

async function begin(state: ProcessState, record: ProcessRecord): EngineResult<void> {
  const started = await startKept(state, record)
  if (!started.ok) return started
  state.records.write(started.value)
  state.journal.tell(record, 'start')
  return ok(undefined)
}

async function end(state: ProcessState, record: ProcessRecord, graceMs: number): Promise<void> {
  await endKept(state, record, graceMs)
  state.journal.tell(record, 'die', endOf(state, record.id).exitCode)
}

/** Later ones sort behind earlier ones. */
const newId = (): string => {
  const microseconds = Math.round((performance.timeOrigin + performance.now()) * 1000)
  return microseconds.toString(16).padStart(14, '0') + randomBytes(3).toString('hex')
}

const snapshotOf = (state: ProcessState, record: ProcessRecord): Container => ({
  id: record.id,
  name: record.spec.name,
  image: record.spec.image,
  imageId: theImage,
  labels: record.spec.labels,
  status: statusOf(state, record),
  createdAt: new Date(record.createdAt),
})
