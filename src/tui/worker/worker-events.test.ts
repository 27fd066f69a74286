import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { eventsBetween } from './worker-events.ts'

const at = (clock: string) => new Date(`2026-01-02T${clock}:00Z`)
const now = at('14:30')

const fleetOf = (...workers: readonly Partial<Worker>[]): FleetSnapshot => ({
  workers: workers.map((worker) => aRow({ name: 'ada', ...worker })),
  engine: { kind: 'connected', name: 'docker 20.10', hostName: undefined },
})
const told = (before: FleetSnapshot, after: FleetSnapshot) =>
  eventsBetween(before, after, now).map((event) => `${event.at.toISOString().slice(11, 16)} ${event.text}`)

/** As an engine says it: since its container was started. */
const ready = { kind: 'ready', since: at('09:00') } as const
const working = { phase: ready, activity: 'working', activitySince: at('14:20') } as const
const frozen = { kind: 'frozen', since: at('14:25') } as const

test('a first look dates what a worker does by when it began to', () => {
  expect(told(fleetOf(), fleetOf(working))).toEqual(['14:20 working'])
  expect(told(fleetOf(), fleetOf({ phase: ready }))).toEqual(['09:00 ready'])
})

test('what changes has the time of its change', () => {
  const waiting = { phase: ready, activity: 'waiting', activitySince: at('14:28') } as const
  expect(told(fleetOf(working), fleetOf(waiting))).toEqual(['14:28 waiting'])
  expect(told(fleetOf(working), fleetOf({ ...working, phase: frozen }))).toEqual(['14:25 frozen'])
})

test('what nobody dates, or only by something older, happened when it was seen', () => {
  expect(told(fleetOf({ ...working, phase: frozen }), fleetOf(working))).toEqual(['14:30 working'])
  expect(told(fleetOf(working), fleetOf({ phase: ready }))).toEqual(['14:30 ready'])
  expect(told(fleetOf(working), fleetOf())).toEqual(['14:30 removed'])
})

test('numbers and lines that change are no events', () => {
  expect(told(fleetOf(working), fleetOf({ ...working }))).toEqual([])
})
