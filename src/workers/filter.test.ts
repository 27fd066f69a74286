import { expect, test } from 'vitest'
import { filterWorkers } from './filter.ts'
import { aWorker } from './worker.fixture.ts'

const fleet = [
  aWorker({ name: 'ada', profile: 'python' }),
  aWorker({ name: 'adam', profile: 'node' }),
  aWorker({
    name: 'lin',
    profile: 'python',
    phase: { kind: 'exited', since: new Date(0), exitCode: 0, why: undefined },
  }),
]
const names = (filters: Record<string, string>) => {
  const result = filterWorkers(fleet, filters)
  return result.ok ? result.value.map((worker) => worker.name) : result.failure
}

test('keeps workers for which every filter holds', () => {
  expect(names({})).toEqual(['ada', 'adam', 'lin'])
  expect(names({ profile: 'python' })).toEqual(['ada', 'lin'])
  expect(names({ profile: 'python', phase: 'ready' })).toEqual(['ada'])
  expect(names({ name: 'ad*' })).toEqual(['ada', 'adam'])
  expect(names({ name: 'ad.*' })).toEqual([])
})

test('says which fields there are when asked for another one', () => {
  expect(names({ profil: 'python' })).toMatchObject({
    reason: 'invalid-input',
    what: '--filter',
    got: 'profil',
  })
  expect(names({ constructor: 'x' })).toMatchObject({ reason: 'invalid-input' })
})

test('says which values there are of a field that has no others', () => {
  expect(names({ activity: 'wating' })).toMatchObject({
    what: '--filter activity',
    expected: expect.stringContaining('did you mean waiting?'),
  })
  expect(names({ phase: 'foo' })).toMatchObject({ what: '--filter phase', got: 'foo' })
  expect(names({ activity: 'login*' })).toEqual([])
})

test('keeps workers by the state that a list shows of them, in either spelling', () => {
  const ready = { kind: 'ready', since: new Date(0) } as const
  const states = [
    aWorker({ name: 'a', phase: ready, activity: 'login-needed' }),
    aWorker({ name: 'b', phase: ready, activity: 'unknown' }),
    aWorker({ name: 'c', phase: ready, activity: 'done', agentExitCode: 3 }),
    aWorker({ name: 'd', phase: { kind: 'frozen', since: undefined }, activity: 'working' }),
    aWorker({ name: 'e', phase: ready, activity: 'working' }),
  ]
  const inState = (state: string) => {
    const result = filterWorkers(states, { state })
    return result.ok ? result.value.map(({ name }) => name).join() : result.failure
  }
  expect(['login needed', 'login-needed', 'ready', 'failed', 'frozen', 'work*'].map(inState)).toEqual([
    ...['a', 'a', 'b', 'c', 'd', 'e'],
  ])
  for (const state of ['', 'idel', 'shell'])
    expect(inState(state)).toMatchObject({
      what: '--filter state',
      expected: expect.stringMatching(/^one of creating, .* ready, .* working, waiting, idle, /),
    })
  expect(inState('idel')).toMatchObject({ expected: expect.stringContaining('did you mean idle?') })
})
