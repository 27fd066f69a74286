import { expect, test } from 'vitest'
import type { FleetRows, WorkerRow } from '../wire.ts'
import { changeBetween } from './fleet-rows.ts'

const engine = { name: 'docker 28', lostSince: null }
const row = (name: string, state = 'ready'): WorkerRow => ({
  ...{ name, containerId: `c-${name}`, mood: 'idle', state, since: null, agent: 'shell', profile: null },
  ...{ image: 'debian', branch: null, hasOwnBranch: false, workspace: null, task: null },
  ...{
    remark: null,
    lastLine: '',
    isRunning: true,
    isFrozen: false,
    cpuPercent: null,
    memoryBytes: null,
    memoryLimitBytes: 1,
  },
})
const rows = (...workers: readonly WorkerRow[]): FleetRows => ({ engine, workers })

test('a change names who came, who is another now, and who is gone', () => {
  const before = rows(row('ada'), row('bob'), row('eve'))
  const after = rows(row('ada'), row('bob', 'working'), row('lin'))
  expect(changeBetween(before, after)).toEqual({
    changed: [row('bob', 'working'), row('lin')],
    gone: ['eve'],
  })
})

test('what is as it was is no change', () => {
  expect(changeBetween(rows(row('ada')), rows(row('ada')))).toBeUndefined()
})

test('an engine that went away is a change of its own', () => {
  const lost = { name: 'docker 28', lostSince: '2026-01-01T00:00:00.000Z' }
  expect(changeBetween(rows(), { engine: lost, workers: [] })).toEqual({
    engine: lost,
    changed: [],
    gone: [],
  })
})
