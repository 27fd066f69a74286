import { expect, test } from 'vitest'
import { aWorker } from '../workers/worker.fixture.ts'
import { workersDiagnosis } from './workers-diagnosis.ts'

test('a fleet that is well is counted by how its workers are', () => {
  const workers = [
    aWorker({ name: 'ada' }),
    aWorker({ name: 'bob', agent: 'claude', activity: 'working' }),
    aWorker({ name: 'eve' }),
  ]
  expect(workersDiagnosis(workers)).toEqual({
    ...{ what: 'workers', state: 'ok', detail: '3: 2 ready, 1 working', next: undefined },
  })
  expect(workersDiagnosis([])).toMatchObject({ state: 'ok', detail: 'none' })
})

test('a worker that needs a login is none of those that are ready, and what helps is said', () => {
  const needy = aWorker({ name: 'kim', agent: 'claude', activity: 'login-needed' })
  const asking = aWorker({ name: 'lin', agent: 'codex', activity: 'waiting' })
  expect(workersDiagnosis([aWorker({ name: 'ada' }), needy, asking])).toEqual({
    what: 'workers',
    state: 'warning',
    detail: '3: 1 ready, 1 login needed (kim), 1 waiting (lin)',
    next: '`hal login claude` logs in for all of them, or `hal attach NAME` in one.',
  })
})

test('those that can’t be reached come before all else', () => {
  const silent = aWorker({ name: 'kim', phase: { kind: 'unreachable', since: new Date(0), why: 'no tmux' } })
  expect(workersDiagnosis([aWorker({ name: 'ada' }), silent])).toMatchObject({
    state: 'failed',
    detail: "kim can't be reached",
  })
})
