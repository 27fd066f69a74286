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
